import { useApi } from "../../console/api";
import type { Drill } from "../../console/drills";
import { Ago } from "../../shared/Ago";
import { Button } from "../../shared/Button";
import { download } from "../../shared/download";
import { duration } from "../../shared/format";
import { Icon } from "../../shared/Icon";
import { t } from "../../texts/texts";

const COLUMNS = ["at", "to", "result", "pause", "report"] as const;
const CHECK =
  "openssl cms -verify -binary -inform DER -in drill.p7s -certfile region.pem -CAfile region.pem" +
  " -partial_chain -purpose any -out drill.json";

interface Props {
  drills: Drill[];
  onSave(act: () => Promise<void>): void;
}

/** All drills that were made here, with reports that can be shown to anybody, and the line that checks a signed one. */
export function History({ drills, onSave }: Props) {
  if (drills.length === 0) return <p>{t("drills.none")}</p>;
  return (
    <>
      <div className="mr-table" tabIndex={0} role="group" aria-label={t("drills.report")}>
        <table className="pf-v5-c-table pf-m-compact">
          <thead className="pf-v5-c-table__thead">
            <tr className="pf-v5-c-table__tr">
              {COLUMNS.map((column) => (
                <th key={column} className="pf-v5-c-table__th pf-m-wrap" scope="col">
                  {t(`drills.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="pf-v5-c-table__tbody">
            {drills.map((drill) => (
              <Row key={drill.id} drill={drill} onSave={onSave} />
            ))}
          </tbody>
        </table>
      </div>
      <p>{t("drills.check")}</p>
      <pre className="mr-table mr-line" tabIndex={0}>
        {CHECK}
      </pre>
    </>
  );
}

function Row({ drill, onSave }: { drill: Drill } & Pick<Props, "onSave">) {
  const api = useApi();
  const { id, at, to, passed, estimatedWritePauseMillis: pause, signed } = drill;
  const path = `drills/${encodeURIComponent(id)}`;
  const save = (from: string, name: string) => onSave(async () => download(await api.file(from), name));
  return (
    <tr className="pf-v5-c-table__tr" data-drill={id} data-passed={passed}>
      <td className="pf-v5-c-table__td">
        <Ago at={at} />
      </td>
      <td className="pf-v5-c-table__td">{to}</td>
      <td className="pf-v5-c-table__td">
        <Icon shape={passed ? "check" : "cross"} /> {t(passed ? "drills.passed" : "drills.failed")}
      </td>
      <td className="pf-v5-c-table__td">{pause === undefined ? t("unknown") : duration(pause)}</td>
      <td className="pf-v5-c-table__td">
        <Button kind="link" onClick={() => save(path, `drill-${id}.json`)}>
          {t("drills.json")}
        </Button>
        {signed && (
          <Button kind="link" onClick={() => save(`${path}/signed`, "drill.p7s")}>
            {t("drills.signed")}
          </Button>
        )}
      </td>
    </tr>
  );
}
