import { useState } from "react";
import { useApi } from "../../console/api";
import { useConsole, useMayManage } from "../../console/Console";
import type { Sealing as Facts } from "../../console/keys";
import { Alert } from "../../shared/Alert";
import { English } from "../../shared/English";
import { Failure } from "../../shared/Failure";
import { Loading } from "../../shared/Loading";
import { Progress } from "../../shared/Progress";
import { usePolling } from "../../shared/usePolling";
import { t } from "../../texts/texts";
import { DataKeys } from "./DataKeys";
import { SealingActs } from "./SealingActs";

/** Whether what is secret of the realm is sealed in the database, how far that is, and what can be changed about it. */
export function Sealing({ leads }: { leads: boolean }) {
  const api = useApi();
  const { realm } = useConsole();
  const manages = useMayManage();
  const [round, setRound] = useState(0);
  const [error, setError] = useState<Error>();
  const sealing = usePolling(() => api.get<Facts>("sealing"), `${realm} ${round}`);
  const facts = sealing.data;
  if (!facts) return sealing.error ? <Failure error={sealing.error} /> : <Loading />;
  const act = async (done: Promise<unknown>) => {
    setError(undefined);
    await done.catch((e) => setError(e as Error));
    setRound((was) => was + 1);
  };
  return (
    <section className="mr-part" aria-label={t("keys.sealing")}>
      <h3 className="pf-v5-c-title pf-m-lg">{t("keys.sealing")}</h3>
      <p data-sealing={facts.state}>{t(`keys.sealing.${facts.state}`)}</p>
      {facts.problem && <Alert tone="warning" title={<English>{facts.problem}</English>} />}
      {facts.progress?.error && <Alert tone="warning" title={<English>{facts.progress.error}</English>} />}
      {facts.progress && !facts.progress.finishedAt && (
        <Progress done={facts.progress.done} total={facts.progress.total} label={t("keys.progress")} />
      )}
      <DataKeys keys={facts.dataKeys} />
      {error && <Failure error={error} />}
      {manages &&
        (leads ? <SealingActs facts={facts} onAct={(done) => void act(done)} /> : <p>{t("keys.sealing.elsewhere")}</p>)}
    </section>
  );
}
