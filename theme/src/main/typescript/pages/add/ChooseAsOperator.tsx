import { RefusedError } from "../../console/api";
import type { Overview } from "../../console/overview";
import type { PairedRegion } from "../../console/pairing";
import { useAddress } from "../../console/place";
import { useMasterApi } from "../../console/useMasterApi";
import { Failure } from "../../shared/Failure";
import { Link } from "../../shared/Link";
import { Loading } from "../../shared/Loading";
import { useAnswer } from "../../shared/useAnswer";
import { t } from "../../texts/texts";
import { Pairing } from "../pair/Pairing";
import { ChooseByName } from "./ChooseByName";

const FORBIDDEN = 403;

/** The regions that are trusted already, and how another one comes to be. */
export function ChooseAsOperator({ facts }: { facts: Overview }) {
  const api = useMasterApi();
  const address = useAddress();
  const known = useAnswer(() => api.get<{ regions: PairedRegion[] }>("regions"), api);
  if (known.error instanceof RefusedError && known.error.status === FORBIDDEN) return <ChooseByName facts={facts} />;
  if (known.error) return <Failure error={known.error} />;
  if (!known.data) return <Loading />;
  const holds = (name: string) => facts.regions?.some((region) => region.region === name) ?? false;
  const free = known.data.regions.filter((region) => region.status === "TRUSTED" && !holds(region.region));
  return (
    <>
      <h3 className="pf-v5-c-title pf-m-lg">{t("add.trusted")}</h3>
      {free.length === 0 && <p>{t("add.trusted.none")}</p>}
      {free.length > 0 && (
        <ul className="pf-v5-c-list">
          {free.map(({ region, url }) => (
            <li key={region}>
              <Link to={address("add", region)}>{t("add.choose", { region })}</Link> {url}
            </li>
          ))}
        </ul>
      )}
      <details open={free.length === 0}>
        <summary>{t("add.pair")}</summary>
        <Pairing onPaired={known.again} />
      </details>
    </>
  );
}
