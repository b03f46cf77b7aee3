import { useEffect, useId, useRef, type ReactNode } from "react";
import { t } from "../texts/texts";
import { Button } from "./Button";

interface Props {
  title: string;
  children: ReactNode;
  /** Buttons beside "Cancel". */
  actions: ReactNode;
  onClose(): void;
  onSubmit?(): void;
}

/** A question before something is done. The browser keeps the focus in it, and Escape closes it. */
export function Dialog({ title, children, actions, onClose, onSubmit }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const element = dialog.current!;
    const before = document.activeElement as HTMLElement | null;
    element.showModal();
    return () => {
      element.close();
      before?.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className="pf-v5-c-modal-box pf-m-sm mr-dialog"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <form
        className="pf-v5-c-form"
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit?.();
        }}
      >
        <header className="pf-v5-c-modal-box__header">
          <h2 className="pf-v5-c-modal-box__title" id={id}>
            <span className="pf-v5-c-modal-box__title-text">{title}</span>
          </h2>
        </header>
        <div className="pf-v5-c-modal-box__body">{children}</div>
        <footer className="pf-v5-c-modal-box__footer">
          {actions}
          <Button kind="link" onClick={onClose}>
            {t("cancel")}
          </Button>
        </footer>
      </form>
    </dialog>
  );
}
