import { useState } from "react";
import { useApi } from "../../console/api";
import { useConsole, useMayManage } from "../../console/Console";
import type { Drill, DrillPlan } from "../../console/drills";
import { Button } from "../../shared/Button";
import { Failure } from "../../shared/Failure";
import { Loading } from "../../shared/Loading";
import { Screen } from "../../shared/Screen";
import { usePolling } from "../../shared/usePolling";
import { t } from "../../texts/texts";
import type { ScreenProps } from "../screens";
import { Frequency } from "./Frequency";
import { History } from "./History";
import { LastTests } from "./LastTests";

const EVERY_MILLIS = 10_000;

/** When was this last tested? The drills that were made here, their reports, the next ones, and one now. */
export default function DrillsScreen({ overview }: ScreenProps) {
  const api = useApi();
  const { realm } = useConsole();
  const manages = useMayManage();
  const [round, setRound] = useState(0);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error>();
  const drills = usePolling(() => api.get<Drill[]>("drills?max=200"), `${realm} ${round}`, EVERY_MILLIS);
  const plan = usePolling(() => api.get<DrillPlan>("drills/due"), `${realm} ${round}`, EVERY_MILLIS);
  const attempt = async (act: () => Promise<unknown>) => {
    setBusy(true);
    setError(undefined);
    await act().catch((e) => setError(e as Error));
    setBusy(false);
  };
  const change = (act: () => Promise<unknown>) => void attempt(() => act().finally(() => setRound((was) => was + 1)));
  const facts = overview.data;
  const failed = error ?? drills.error ?? plan.error;
  if (!facts || (!drills.data && !failed)) return <Loading />;
  const leads = facts.role === "PRIMARY";
  const targets = leads ? (facts.regions ?? []).filter((one) => !one.self).map((one) => one.region) : [];
  return (
    <Screen title={t("menu.drills")} intro={t("drills.intro")}>
      {failed && <Failure error={failed} />}
      {facts.role === "SECONDARY" && (
        <p>{t("drills.elsewhere", { region: facts.region, primary: facts.primary?.region ?? t("unknown") })}</p>
      )}
      {leads && <LastTests targets={targets} drills={drills.data} plan={plan.data} />}
      {leads && manages && (
        <div className="mr-buttons">
          {targets.map((to) => (
            <Button key={to} disabled={busy} onClick={() => change(() => api.post("drill", { to }))}>
              {t("drills.run", { region: to })}
            </Button>
          ))}
        </div>
      )}
      <p aria-live="polite">{busy && t("drills.running")}</p>
      {leads && plan.data && (
        <Frequency
          key={plan.data.every}
          plan={plan.data}
          busy={busy}
          onSave={manages ? (every) => change(() => api.put("drills/due", { every })) : undefined}
        />
      )}
      {drills.data && <History drills={drills.data} onSave={(act) => void attempt(act)} />}
    </Screen>
  );
}
