import { useMayManage } from "../../console/Console";
import { Failure } from "../../shared/Failure";
import { Loading } from "../../shared/Loading";
import { Screen } from "../../shared/Screen";
import { t } from "../../texts/texts";
import { believed } from "../overview/believed";
import type { ScreenProps } from "../screens";
import { Choose } from "./Choose";
import { CopyProgress } from "./CopyProgress";
import { Prepare } from "./Prepare";
import { WayThrough } from "./WayThrough";

/**
 * Has another region hold the realm, in three steps. Which region it is stands in the address, and what has begun is known to the server:
 * whoever leaves comes back to the same step.
 */
export default function AddScreen({ overview, rest }: ScreenProps) {
  const manages = useMayManage();
  const facts = believed(overview);
  const [name] = rest;
  if (!facts) {
    return overview.error ? (
      <Screen title={t("add.title")}>
        <Failure error={overview.error} />
      </Screen>
    ) : (
      <Loading />
    );
  }
  if (facts.role === "SECONDARY") {
    return <Screen title={t("add.title")}>{t("add.elsewhere", { primary: facts.primary?.region ?? t("unknown") })}</Screen>;
  }
  const copy = facts.regions?.find((region) => region.region === name && !region.self);
  const begun = copy !== undefined && copy.state !== "LEVEL";
  return (
    <Screen title={t("add.title")} intro={t("add.intro", { realm: facts.realm, region: facts.region })}>
      {(!name || copy) && <WayThrough step={!copy ? 0 : begun ? 2 : 3} />}
      {!manages && !copy && <p>{t("add.only.view")}</p>}
      {copy && <CopyProgress copy={copy} />}
      {manages && !copy && (name ? <Prepare key={name} region={name} facts={facts} /> : <Choose facts={facts} />)}
    </Screen>
  );
}
