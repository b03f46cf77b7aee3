import { useEffect, useId, useState } from "react";
import { STATES, type State } from "../../console/overview";
import { Field } from "../../shared/Field";
import { number } from "../../shared/format";
import { t } from "../../texts/texts";

/** Which realms are asked for: a part of their name, and a state or none. */
export interface Wanted {
  search: string;
  state: State | "";
}

export const ALL: Wanted = { search: "", state: "" };

const TYPED_MILLIS = 300;

interface Props {
  wanted: Wanted;
  states: Partial<Record<State, number>>;
  onChange(wanted: Wanted): void;
}

/** Finds realms by name and by state. The name is asked for once somebody pauses in typing. */
export function Filter({ wanted, states, onChange }: Props) {
  const id = useId();
  const [typed, setTyped] = useState(wanted.search);
  useEffect(() => {
    if (typed === wanted.search) return;
    const timer = window.setTimeout(() => onChange({ ...wanted, search: typed }), TYPED_MILLIS);
    return () => window.clearTimeout(timer);
  }, [typed, wanted, onChange]);
  return (
    <form className="pf-v5-c-form mr-filter" role="search" onSubmit={(event) => event.preventDefault()}>
      <Field label={t("realms.search")} value={typed} onChange={setTyped} />
      <div className="pf-v5-c-form__group">
        <div className="pf-v5-c-form__group-label">
          <label className="pf-v5-c-form__label" htmlFor={id}>
            <span className="pf-v5-c-form__label-text">{t("realms.state")}</span>
          </label>
        </div>
        <span className="pf-v5-c-form-control">
          <select
            id={id}
            value={wanted.state}
            onChange={(event) => onChange({ search: typed, state: event.target.value as State | "" })}
          >
            <option value="">{t("realms.state.any")}</option>
            {STATES.map((state) => (
              <option key={state} value={state}>
                {`${t(`state.${state}`)} (${number(states[state] ?? 0)})`}
              </option>
            ))}
          </select>
        </span>
      </div>
    </form>
  );
}
