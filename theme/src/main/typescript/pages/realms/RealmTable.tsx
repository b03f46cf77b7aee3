import type { ReactNode } from "react";
import type { ListedRealm } from "../../console/realms";
import { regionsAddress } from "../../hook/address";
import { duration, list, number } from "../../shared/format";
import { Link } from "../../shared/Link";
import { StateLabel } from "../../shared/StateLabel";
import { t, type Text } from "../../texts/texts";

const COLUMNS: [Text, (realm: ListedRealm) => ReactNode][] = [
  ["realms.state", (realm) => <StateLabel state={realm.state} />],
  ["realms.primary", (realm) => realm.primary],
  ["realms.regions", (realm) => list(realm.regions)],
  ["fact.lag", (realm) => known(realm.lagMillis, duration)],
  ["fact.behind", (realm) => known(realm.behindResources, number)],
  ["realms.divergences", (realm) => number(realm.divergences)],
];

function known(value: number | undefined, show: (value: number) => string): ReactNode {
  return value === undefined ? <span className="mr-unknown">{t("unknown")}</span> : show(value);
}

/** A row for each realm. Where there is no room for columns, each value is below the one before, with its name. */
export function RealmTable({ realms }: { realms: ListedRealm[] }) {
  return (
    <table className="mr-rows" aria-label={t("realms.title")}>
      <thead>
        <tr>
          <th scope="col">{t("realms.realm")}</th>
          {COLUMNS.map(([name]) => (
            <th key={name} scope="col">
              {t(name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {realms.map((realm) => (
          <tr key={realm.realm} data-realm={realm.realm}>
            <th scope="row">
              <Link to={regionsAddress(realm.realm)}>{realm.realm}</Link>
            </th>
            {COLUMNS.map(([name, show]) => (
              <td key={name} data-label={t(name)}>
                {show(realm)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
