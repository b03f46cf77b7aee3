import type { ReactNode } from "react";

interface Props {
  label: string;
  head: string[];
  rows: { key: string; cells: ReactNode[] }[];
}

/** Rows whose first cell says what they are about. Where it is wider than the screen it can be moved, by keyboard too. */
export function Table({ label, head, rows }: Props) {
  return (
    <div className="mr-table" tabIndex={0} role="region" aria-label={label}>
      <table className="pf-v5-c-table pf-m-compact">
        <thead className="pf-v5-c-table__thead">
          <tr className="pf-v5-c-table__tr">
            {head.map((name) => (
              <th className="pf-v5-c-table__th" scope="col" key={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="pf-v5-c-table__tbody">
          {rows.map(({ key, cells: [first, ...rest] }) => (
            <tr className="pf-v5-c-table__tr" key={key} data-row={key}>
              <th className="pf-v5-c-table__th" scope="row">
                {first}
              </th>
              {rest.map((cell, i) => (
                <td className="pf-v5-c-table__td" key={head[i + 1]}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
