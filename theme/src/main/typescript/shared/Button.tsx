import type { ReactNode } from "react";

interface Props {
  children: ReactNode;
  onClick?: () => void;
  kind?: "primary" | "secondary" | "danger" | "link";
  disabled?: boolean;
  submit?: boolean;
}

export function Button({ children, onClick, kind = "secondary", disabled = false, submit = false }: Props) {
  return (
    <button
      type={submit ? "submit" : "button"}
      className={`pf-v5-c-button pf-m-${kind}`}
      onClick={onClick}
      disabled={disabled}
    >
      {children}
    </button>
  );
}
