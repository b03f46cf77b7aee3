import { useState } from "react";
import { useApi } from "../../console/api";
import { useConsole, useMayManage } from "../../console/Console";
import type { Overview } from "../../console/overview";
import { Alert } from "../../shared/Alert";
import { Button } from "../../shared/Button";
import { English } from "../../shared/English";
import { Failure } from "../../shared/Failure";
import { Loading } from "../../shared/Loading";
import { usePolling } from "../../shared/usePolling";
import { t } from "../../texts/texts";
import { Confirm } from "./Confirm";
import { ExpectedPause } from "./ExpectedPause";
import { refuses, type Moved, type Readiness } from "./moved";
import { RuleList } from "./RuleList";
import { Steps } from "./Steps";
import { Targets } from "./Targets";
import { useMove } from "./useMove";

/** On the primary: hands the role to another region, which loses nothing. */
export function Switchover({ facts, onMoved }: { facts: Overview; onMoved(result: Moved, millis: number): void }) {
  const { realm } = useConsole();
  const api = useApi();
  const manages = useMayManage();
  const readiness = usePolling(() => api.get<Readiness>("readiness"), realm);
  const [chosen, choose] = useState<string>();
  const [asking, setAsking] = useState(false);
  const [skipped, skip] = useState<string[]>([]);
  const [reason, setReason] = useState("");
  const { busy, error, ask } = useMove("switchover", onMoved);
  const targets = readiness.data?.replicas;
  if (!targets) return readiness.error ? <Failure error={readiness.error} /> : <Loading />;
  const target = targets.find((one) => one.region === chosen) ?? targets[0];
  if (!target) return <p>{t("now.nobody")}</p>;
  const to = target.region;
  if (busy) return <Steps facts={facts} to={to} />;
  const refused = refuses(target.rules, skipped) || (skipped.length > 0 && !reason.trim());
  return (
    <>
      <Targets regions={targets.map((one) => one.region)} chosen={to} onChoose={choose} />
      <RuleList rules={target.rules} skipped={skipped} reason={reason} onSkip={skip} onReason={setReason} />
      {target.warnings.map((warning) => (
        <Alert key={warning} tone="warning" title={<English>{warning}</English>} />
      ))}
      <ExpectedPause facts={facts} to={to} />
      {error && <Failure error={error} />}
      {manages && (
        <Button kind="primary" disabled={refused} onClick={() => setAsking(true)}>
          {t("switchover.do", { region: to })}
        </Button>
      )}
      {asking && (
        <Confirm
          title={t("switchover.question", { region: to, realm })}
          verb={t("switchover.do", { region: to })}
          onClose={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            void ask({ to, ...(skipped.length > 0 ? { override: skipped, reason } : {}) });
          }}
        >
          <p>{t("switchover.what", { region: to })}</p>
        </Confirm>
      )}
    </>
  );
}
