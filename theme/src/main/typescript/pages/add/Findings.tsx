import type { Preflight } from "../../console/pairing";
import { English } from "../../shared/English";
import { Icon } from "../../shared/Icon";
import { t, type Text } from "../../texts/texts";

const NAMES: Record<string, Text> = {
  reachable: "check.reachable",
  "reached-back": "check.back",
  versions: "check.versions",
  clock: "check.clock",
  "keys-usable": "check.keys",
  invited: "check.invited",
  "name-free": "check.name",
  "providers-present": "check.providers",
};

/** What was looked at, one by one: a word, and what was found. */
export function Findings({ found }: { found: Preflight }) {
  return (
    <ul className="mr-rules" aria-live="polite" data-passed={found.passed}>
      {found.findings.map(({ rule, holds, detail, warnings }) => (
        <li key={rule} data-rule={rule} data-holds={holds}>
          <span className={`pf-v5-c-label ${holds ? "pf-m-green" : "pf-m-red"}`}>
            <span className="pf-v5-c-label__content">
              <span className="pf-v5-c-label__icon">
                <Icon shape={holds ? "check" : "cross"} />
              </span>
              <span className="pf-v5-c-label__text">{t(holds ? "check.holds" : "check.fails")}</span>
            </span>
          </span>
          <div>
            <strong>{rule in NAMES ? t(NAMES[rule]) : rule}</strong>
            <p>
              <English>{detail}</English>
            </p>
            {warnings?.map((warning) => (
              <p key={warning}>
                {t("tone.warning")} <English>{warning}</English>
              </p>
            ))}
          </div>
        </li>
      ))}
    </ul>
  );
}
