import { nameOf, type Divergence } from "../../console/divergences";
import { t } from "../../texts/texts";

/** Both sides' values, beside each other. */
export function Differences({ divergence }: { divergence: Divergence }) {
  if (!divergence.differences?.length) return null;
  return (
    <div className="mr-table" tabIndex={0} role="region" aria-label={t("divergences.values", { name: nameOf(divergence) })}>
      <table className="pf-v5-c-table pf-m-compact">
        <thead className="pf-v5-c-table__thead">
          <tr className="pf-v5-c-table__tr">
            <th className="pf-v5-c-table__th" scope="col">{t("divergences.place")}</th>
            <th className="pf-v5-c-table__th" scope="col">{t("divergences.theirs", { region: divergence.region })}</th>
            <th className="pf-v5-c-table__th" scope="col">{t("divergences.ours")}</th>
          </tr>
        </thead>
        <tbody className="pf-v5-c-table__tbody">
          {divergence.differences.map(({ table, row, column, theirs, ours }) => (
            <tr className="pf-v5-c-table__tr" key={`${table} ${row} ${column ?? ""}`}>
              <th className="pf-v5-c-table__th" scope="row" title={row}>
                {column ? `${table}.${column}` : table}
              </th>
              <td className="pf-v5-c-table__td">{theirs ?? <Absent />}</td>
              <td className="pf-v5-c-table__td">{ours ?? <Absent />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Absent() {
  return <span className="mr-unknown">{t("divergences.absent")}</span>;
}
