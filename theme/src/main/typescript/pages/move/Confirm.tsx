import { useState, type ReactNode } from "react";
import { useConsole } from "../../console/Console";
import { Button } from "../../shared/Button";
import { Dialog } from "../../shared/Dialog";
import { TypedName } from "../../shared/TypedName";

interface Props {
  title: string;
  verb: string;
  danger?: boolean;
  children: ReactNode;
  onClose(): void;
  onConfirm(): void;
}

/** The last question before the primary moves: the realm's name is typed. */
export function Confirm({ title, verb, danger = false, children, onClose, onConfirm }: Props) {
  const { realm } = useConsole();
  const [typed, setTyped] = useState("");
  const sure = typed === realm;
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
      <TypedName name={realm} typed={typed} onType={setTyped} />
    </Dialog>
  );
}
