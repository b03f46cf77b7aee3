import { lastDrill, type Drill, type DrillPlan } from "../../console/drills";
import { Ago } from "../../shared/Ago";
import { Alert } from "../../shared/Alert";
import { duration } from "../../shared/format";
import { t } from "../../texts/texts";

interface Props {
  targets: string[];
  drills?: Drill[];
  plan?: DrillPlan;
}

/** The answer, first of all: of each region when it was last tested, and what came of it. */
export function LastTests({ targets, drills, plan }: Props) {
  return (
    <>
      {targets.map((region) => (
        <LastTest
          key={region}
          region={region}
          last={lastDrill(drills, region)}
          next={plan?.next.find((one) => one.to === region)}
        />
      ))}
    </>
  );
}

function LastTest({ region, last, next }: { region: string; last?: Drill; next?: DrillPlan["next"][number] }) {
  return (
    <div data-tested={region} data-passed={last?.passed}>
      <Alert tone={last?.passed ? "success" : "warning"} title={<Said region={region} last={last} />}>
        {next && (
          <p data-next={next.at}>
            {next.overdue ? t("drills.overdue", { region }) : t("drills.next")} {!next.overdue && <Ago at={next.at} />}
          </p>
        )}
      </Alert>
    </div>
  );
}

function Said({ region, last }: { region: string; last?: Drill }) {
  if (!last) return <>{t("drills.never", { region })}</>;
  const pause = last.estimatedWritePauseMillis;
  return (
    <>
      {t("drills.last", { region })} <Ago at={last.at} />.{" "}
      {t(last.passed ? "drills.last.passed" : "drills.last.failed", {
        region,
        duration: pause === undefined ? t("unknown") : duration(pause),
      })}
    </>
  );
}
