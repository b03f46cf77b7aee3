import { useId, useState } from "react";
import type { DrillPlan } from "../../console/drills";
import { Button } from "../../shared/Button";
import { t, type Text } from "../../texts/texts";

const CHOICES: [every: string, text: Text][] = [
  ["", "drills.every.never"],
  ["P7D", "drills.every.week"],
  ["P30D", "drills.every.month"],
  ["P90D", "drills.every.quarter"],
];

interface Props {
  plan: DrillPlan;
  busy: boolean;
  /** Not there for whoever may only look. */
  onSave?(every: string): void;
}

/** How often the primary makes drills by itself. What somebody has set otherwise stays a choice. */
export function Frequency({ plan, busy, onSave }: Props) {
  const id = useId();
  const now = plan.every ?? "";
  const [chosen, choose] = useState(now);
  const known = CHOICES.find(([every]) => every === now);
  if (!onSave) {
    return (
      <p>
        {t("drills.every")}: {known ? t(known[1]) : now}
      </p>
    );
  }
  return (
    <form
      className="mr-buttons mr-frequency"
      onSubmit={(event) => {
        event.preventDefault();
        onSave(chosen);
      }}
    >
      <label className="pf-v5-c-form__label-text" htmlFor={id}>
        {t("drills.every")}
      </label>
      <span className="pf-v5-c-form-control mr-choice">
        <select id={id} value={chosen} onChange={(event) => choose(event.target.value)}>
          {CHOICES.map(([every, text]) => (
            <option key={every} value={every}>
              {t(text)}
            </option>
          ))}
          {!known && <option value={now}>{now}</option>}
        </select>
      </span>
      <Button submit disabled={busy || chosen === now}>
        {t("save")}
      </Button>
    </form>
  );
}
