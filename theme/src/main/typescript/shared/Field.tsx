import { useId } from "react";
import { Labelled } from "./Labelled";

interface Props {
  label: string;
  value: string;
  onChange(value: string): void;
  help?: string;
}

/** One line of text that somebody types. */
export function Field({ label, value, onChange, help }: Props) {
  const id = useId();
  return (
    <Labelled label={label} id={id}>
      <div className="pf-v5-c-form__group-control">
        <span className="pf-v5-c-form-control">
          <input
            id={id}
            type="text"
            autoComplete="off"
            value={value}
            aria-describedby={help ? `${id}-help` : undefined}
            onChange={(event) => onChange(event.target.value)}
          />
        </span>
        {help && (
          <div className="pf-v5-c-form__helper-text" id={`${id}-help`}>
            {help}
          </div>
        )}
      </div>
    </Labelled>
  );
}
