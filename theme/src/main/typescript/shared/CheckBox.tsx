import { useId, type ReactNode } from "react";

interface Props {
  children: ReactNode;
  checked: boolean;
  onChange(checked: boolean): void;
}

/** Something that somebody agrees to, or not. */
export function CheckBox({ children, checked, onChange }: Props) {
  const id = useId();
  return (
    <div className="pf-v5-c-check">
      <input
        id={id}
        className="pf-v5-c-check__input"
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
      <label className="pf-v5-c-check__label" htmlFor={id}>
        {children}
      </label>
    </div>
  );
}
