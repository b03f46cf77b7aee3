import type { Region } from "../../console/overview";
import { useAddress } from "../../console/place";
import { Alert } from "../../shared/Alert";
import { Facts } from "../../shared/Facts";
import { bytes, duration, number } from "../../shared/format";
import { Link } from "../../shared/Link";
import { Progress } from "../../shared/Progress";
import { StateLabel } from "../../shared/StateLabel";
import { TroubleNote } from "../../shared/TroubleNote";
import { t } from "../../texts/texts";

/** How far the first copy is. Nobody has to stay: it goes on without this page. */
export function CopyProgress({ copy }: { copy: Region }) {
  const address = useAddress();
  const { region, state = "UNKNOWN" } = copy;
  const begun = copy.totalResources !== undefined;
  return (
    <div className="mr-screen mr-narrow" data-copy={state}>
      <StateLabel state={state} />
      {state === "COPYING" && begun && (
        <Progress done={copy.copiedResources ?? 0} total={copy.totalResources!} label={t("state.COPYING")} />
      )}
      {copy.lastError && <TroubleNote trouble={copy.lastError} />}
      {state === "COPYING" && (
        <>
          <Facts
            facts={[
              [t("fact.copied"), copy.copiedBytes === undefined ? undefined : bytes(copy.copiedBytes)],
              [
                t("fact.rate"),
                copy.resourcesPerSecond === undefined
                  ? undefined
                  : t("fact.rate.value", { rate: number(copy.resourcesPerSecond) }),
              ],
              [t("fact.left"), copy.secondsLeft === undefined ? undefined : duration(copy.secondsLeft * 1000)],
            ]}
          />
          <p>{t("add.leave")}</p>
        </>
      )}
      {state === "LEVEL" && (
        <Alert tone="success" title={t("add.done", { region })}>
          <Link to={address("move")}>{t("standalone.drill")}</Link>
        </Alert>
      )}
      <Link to={address()}>{t("back")}</Link>
    </div>
  );
}
