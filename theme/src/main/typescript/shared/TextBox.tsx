import { useId } from "react";
import { Labelled } from "./Labelled";

interface Props {
  label: string;
  value: string;
  /** Without it the text is there to be copied: it is selected once somebody comes to it. */
  onChange?: (value: string) => void;
  rows?: number;
}

/** Some lines of text, to paste or to copy. */
export function TextBox({ label, value, onChange, rows = 4 }: Props) {
  const id = useId();
  return (
    <Labelled label={label} id={id}>
      <span className="pf-v5-c-form-control pf-m-textarea">
        <textarea
          id={id}
          rows={rows}
          spellCheck={false}
          readOnly={!onChange}
          value={value}
          onFocus={(event) => onChange ?? event.target.select()}
          onChange={(event) => onChange?.(event.target.value)}
        />
      </span>
    </Labelled>
  );
}
