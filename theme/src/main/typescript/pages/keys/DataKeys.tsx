import type { Sealing } from "../../console/keys";
import { Ago } from "../../shared/Ago";
import { t } from "../../texts/texts";

/** The keys that have sealed something of the realm; which key wraps them is for operators to know. */
export function DataKeys({ keys }: { keys: Sealing["dataKeys"] }) {
  if (keys.length === 0) return null;
  const wrapped = keys.some((key) => key.wrappedBy);
  return (
    <div className="mr-table" tabIndex={0} role="region" aria-label={t("keys.dataKeys")}>
      <table className="pf-v5-c-table pf-m-compact">
        <caption className="pf-v5-c-table__caption">{t("keys.dataKeys")}</caption>
        <thead className="pf-v5-c-table__thead">
          <tr className="pf-v5-c-table__tr">
            {[t("keys.dataKey"), t("keys.status"), t("keys.made"), ...(wrapped ? [t("keys.wrappedBy")] : [])].map(
              (column) => (
                <th key={column} className="pf-v5-c-table__th" scope="col">
                  {column}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody className="pf-v5-c-table__tbody">
          {keys.map((key) => (
            <tr key={key.id} className="pf-v5-c-table__tr" data-key={key.id} data-status={key.status}>
              <td className="pf-v5-c-table__td">
                <code>{key.id}</code>
              </td>
              <td className="pf-v5-c-table__td">{t(`keys.status.${key.status}`)}</td>
              <td className="pf-v5-c-table__td">
                <Ago at={key.createdAt} />
              </td>
              {wrapped && (
                <td className="pf-v5-c-table__td">
                  <code>{key.wrappedBy}</code>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
