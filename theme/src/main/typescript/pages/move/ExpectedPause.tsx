import { useState } from "react";
import { useApi } from "../../console/api";
import { useMayManage } from "../../console/Console";
import type { Overview } from "../../console/overview";
import { Ago } from "../../shared/Ago";
import { Alert } from "../../shared/Alert";
import { Button } from "../../shared/Button";
import { Failure } from "../../shared/Failure";
import { duration } from "../../shared/format";
import { t } from "../../texts/texts";

interface DrillReport {
  passed: boolean;
  estimatedWritePauseMillis?: number;
  problems: string[];
}

/** For how long changes would pause: as the last drill found, or one that is run now. */
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
  const last = facts.lastDrill;
  const millis = last?.estimatedWritePauseMillis;
  return (
    <>
      {report ? (
        <Report report={report} />
      ) : (
        <p>
          {millis === undefined ? t("move.pause.unknown") : t("move.pause", { duration: duration(millis) })}{" "}
          {last && <Ago at={last.at} />}
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
