import { useState } from "react";
import { useApi } from "../../console/api";
import { useMayManage } from "../../console/Console";
import { lastDrill, type Drill } from "../../console/drills";
import type { Overview } from "../../console/overview";
import { useAddress } from "../../console/place";
import { Ago } from "../../shared/Ago";
import { Alert } from "../../shared/Alert";
import { Button } from "../../shared/Button";
import { Failure } from "../../shared/Failure";
import { duration } from "../../shared/format";
import { Link } from "../../shared/Link";
import { usePolling } from "../../shared/usePolling";
import { t } from "../../texts/texts";

const EVERY_MILLIS = 15_000;

interface DrillReport {
  passed: boolean;
  estimatedWritePauseMillis?: number;
  problems: string[];
}

/** For how long changes would pause: as the last drill to that region found, or one that is run now. */
export function ExpectedPause({ facts, to }: { facts: Overview; to: string }) {
  const api = useApi();
  const manages = useMayManage();
  const [busy, setBusy] = useState(false);
  const [report, setReport] = useState<DrillReport>();
  const [error, setError] = useState<Error>();
  const run = async () => {
    setBusy(true);
    setError(undefined);
    try {
      setReport(await api.post<DrillReport>("drill", { to }));
    } catch (e) {
      setError(e as Error);
    }
    setBusy(false);
  };
  const address = useAddress();
  const drills = usePolling(() => api.get<Drill[]>("drills?max=200"), to, EVERY_MILLIS);
  const newest = facts.lastDrill?.to === to ? facts.lastDrill : undefined;
  const last = lastDrill(drills.data, to) ?? newest;
  const millis = last?.estimatedWritePauseMillis;
  return (
    <>
      {report ? (
        <Report report={report} />
      ) : (
        <p>
          {millis === undefined ? t("move.pause.unknown") : t("move.pause", { duration: duration(millis) })}{" "}
          {last && <Ago at={last.at} />} <Link to={address("drills")}>{t("menu.drills")}</Link>
        </p>
      )}
      {error && <Failure error={error} />}
      {manages && (
        <Button kind="link" disabled={busy} onClick={() => void run()}>
          {t("move.drill")}
        </Button>
      )}
    </>
  );
}

function Report({ report }: { report: DrillReport }) {
  return report.passed ? (
    <Alert
      tone="success"
      title={t("move.drill.passed", { duration: duration(report.estimatedWritePauseMillis ?? 0) })}
    />
  ) : (
    <Alert tone="danger" title={t("move.drill.failed")}>
      <ul className="pf-v5-c-list">
        {report.problems.map((problem) => (
          <li key={problem} lang="en">
            {problem}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
