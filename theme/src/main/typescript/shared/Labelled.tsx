import type { ReactNode } from "react";

interface Props {
  label: string;
  /** Of what the label is for, which is among the children. */
  id: string;
  children: ReactNode;
}

/** Something to fill in, and its label above it. */
export function Labelled({ label, id, children }: Props) {
  return (
    <div className="pf-v5-c-form__group">
      <div className="pf-v5-c-form__group-label">
        <label className="pf-v5-c-form__label" htmlFor={id}>
          <span className="pf-v5-c-form__label-text">{label}</span>
        </label>
      </div>
      {children}
    </div>
  );
}
