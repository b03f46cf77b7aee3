import { useState } from "react";
import { t } from "../texts/texts";
import { Button } from "./Button";

/** A command for a terminal, and a button that copies it. */
export function Command({ children }: { children: string }) {
  const [copied, setCopied] = useState(false);
  const copy = () =>
    navigator.clipboard.writeText(children).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <div className="mr-command">
      <code tabIndex={0}>{children}</code>
      {navigator.clipboard && (
        <Button kind="link" onClick={() => void copy()}>
          <span aria-live="polite">{t(copied ? "region.copied" : "region.copy")}</span>
        </Button>
      )}
    </div>
  );
}

/** A word that a shell takes as it is. */
export function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
