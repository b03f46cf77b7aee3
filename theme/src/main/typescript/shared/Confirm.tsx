import { useState, type ReactNode } from "react";
import { Button } from "./Button";
import { Dialog } from "./Dialog";
import { TypedName } from "./TypedName";

interface Props {
  /** What is typed: the name of the realm or region that it is about. */
  name: string;
  title: string;
  verb: string;
  danger?: boolean;
  children: ReactNode;
  onClose(): void;
  onConfirm(): void;
}

/** The last question before what can't be taken back: a name is typed. */
export function Confirm({ name, title, verb, danger = false, children, onClose, onConfirm }: Props) {
  const [typed, setTyped] = useState("");
  const sure = typed === name;
  return (
    <Dialog
      title={title}
      onClose={onClose}
      onSubmit={() => sure && onConfirm()}
      actions={
        <Button kind={danger ? "danger" : "primary"} submit disabled={!sure}>
          {verb}
        </Button>
      }
    >
      {children}
      <TypedName name={name} typed={typed} onType={setTyped} />
    </Dialog>
  );
}
