import { nameOf, type Divergence } from "../../console/divergences";
import { Table } from "../../shared/Table";
import { t } from "../../texts/texts";

/** Both sides' values, beside each other. */
export function Differences({ divergence }: { divergence: Divergence }) {
  const { differences, region } = divergence;
  if (!differences?.length) return null;
  return (
    <Table
      label={t("divergences.values", { name: nameOf(divergence) })}
      head={[t("divergences.place"), t("divergences.theirs", { region }), t("divergences.ours")]}
      rows={differences.map(({ table, row, column, theirs, ours }) => ({
        key: `${table} ${row} ${column ?? ""}`,
        cells: [
          <span key="place" title={row}>
            {column ? `${table}.${column}` : table}
          </span>,
          theirs ?? <Absent key="theirs" />,
          ours ?? <Absent key="ours" />,
        ],
      }))}
    />
  );
}

function Absent() {
  return <span className="mr-unknown">{t("divergences.absent")}</span>;
}
