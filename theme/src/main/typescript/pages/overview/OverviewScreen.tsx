import { useIsMaster, useMayManage } from "../../console/Console";
import type { Region } from "../../console/overview";
import { useAddress } from "../../console/place";
import { Ago } from "../../shared/Ago";
import { Alert } from "../../shared/Alert";
import { English } from "../../shared/English";
import { Failure } from "../../shared/Failure";
import { Link } from "../../shared/Link";
import { Loading } from "../../shared/Loading";
import { Screen } from "../../shared/Screen";
import { t } from "../../texts/texts";
import { Realms } from "../realms/Realms";
import type { ScreenProps } from "../screens";
import { believed } from "./believed";
import { Sentence } from "./Sentence";
import { RegionCard } from "./RegionCard";
import { Standalone } from "./Standalone";

/** Is it working? The master realm is in no other region, and shows how all realms do. */
export default function OverviewScreen(props: ScreenProps) {
  return useIsMaster() ? <Realms /> : <OverviewOfRealm {...props} />;
}

/** What would be lost now? */
function OverviewOfRealm({ overview }: ScreenProps) {
  const address = useAddress();
  const manages = useMayManage();
  const facts = believed(overview);
  if (!facts) {
    return overview.error ? (
      <Screen title={t("menu.overview")}>
        <Failure error={overview.error} />
      </Screen>
    ) : (
      <Loading />
    );
  }
  if (facts.role === "STANDALONE") return <Standalone />;
  const told = (fact: keyof Region) => facts.regions?.some((region) => region[fact] !== undefined) ?? false;
  return (
    <Screen title={t("menu.overview")}>
      <p className="mr-sentence" aria-live="polite">
        <Sentence facts={facts} />
      </p>
      {facts.silentSince && (
        <Alert tone="danger" title={t("unreachable")}>
          <Ago at={facts.silentSince} /> — <English>{overview.error?.message}</English>
        </Alert>
      )}
      {facts.writable === false && facts.role === "PRIMARY" && (
        <Alert tone="warning" title={t("notWritable")}>
          <English>{facts.notWritableBecause}</English>
        </Alert>
      )}
      {!!facts.warnings?.length && (
        <Alert tone="warning" title={t("warnings")}>
          <ul className="pf-v5-c-list">
            {facts.warnings.map((warning) => (
              <li key={warning} lang="en">
                {warning}
              </li>
            ))}
          </ul>
        </Alert>
      )}
      {!!facts.divergences && (
        <Alert
          tone="warning"
          title={
            <Link to={address("divergences")}>{t("divergences.left", { count: facts.divergences })}</Link>
          }
        />
      )}
      <div className="mr-cards">
        {facts.regions?.map((region) => <RegionCard key={region.region} region={region} told={told} />)}
      </div>
      {manages && facts.role === "PRIMARY" && <Link to={address("add")}>{t("add.title")}</Link>}
    </Screen>
  );
}
