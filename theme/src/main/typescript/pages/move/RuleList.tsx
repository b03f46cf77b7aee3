import { useId } from "react";
import { useIsOperator, useMayManage } from "../../console/Console";
import type { Finding } from "../../console/overview";
import { English } from "../../shared/English";
import { Field } from "../../shared/Field";
import { Icon } from "../../shared/Icon";
import { t } from "../../texts/texts";

interface Props {
  rules: Finding[];
  skipped: string[];
  reason: string;
  onSkip(rules: string[]): void;
  onReason(reason: string): void;
}

/** The safety rules one by one: what each found, what to do, and whether it may be skipped. */
export function RuleList({ rules, skipped, reason, onSkip, onReason }: Props) {
  return (
    <section className="mr-narrow" aria-label={t("move.rules")}>
      <h3 className="pf-v5-c-title pf-m-lg">{t("move.rules")}</h3>
      <ul className="mr-rules" aria-live="polite">
        {rules.map((rule) => (
          <Rule
            key={rule.rule}
            rule={rule}
            skipped={skipped.includes(rule.rule)}
            onSkip={(skip) => onSkip(skip ? [...skipped, rule.rule] : skipped.filter((name) => name !== rule.rule))}
          />
        ))}
      </ul>
      {skipped.length > 0 && <Field label={t("move.reason")} value={reason} onChange={onReason} />}
    </section>
  );
}

function Rule({ rule, skipped, onSkip }: { rule: Finding; skipped: boolean; onSkip(skip: boolean): void }) {
  const id = useId();
  const mayOverride = useIsOperator();
  const manages = useMayManage();
  return (
    <li data-rule={rule.rule} data-holds={rule.holds}>
      <span className={`pf-v5-c-label ${rule.holds ? "pf-m-green" : "pf-m-red"}`}>
        <span className="pf-v5-c-label__content">
          <span className="pf-v5-c-label__icon">
            <Icon shape={rule.holds ? "check" : "cross"} />
          </span>
          <span className="pf-v5-c-label__text">{t(rule.holds ? "move.rule.holds" : "move.rule.fails")}</span>
        </span>
      </span>
      <div>
        <strong>{rule.rule}</strong>: <English>{rule.detail}</English>
        {rule.warnings?.map((warning) => (
          <p key={warning} lang="en">
            {warning}
          </p>
        ))}
        {!rule.holds && !rule.overridable && <p>{t("move.noOverride")}</p>}
        {!rule.holds && rule.overridable && mayOverride && manages && (
          <div className="pf-v5-c-check">
            <input
              id={id}
              className="pf-v5-c-check__input"
              type="checkbox"
              checked={skipped}
              onChange={(event) => onSkip(event.target.checked)}
            />
            <label className="pf-v5-c-check__label" htmlFor={id}>
              {t("move.override", { rule: rule.rule })}
            </label>
          </div>
        )}
      </div>
    </li>
  );
}
