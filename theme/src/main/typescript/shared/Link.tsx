import type { ReactNode } from "react";
import { useConsole } from "../console/Console";

/** Leads to another page of the console, by its router: a plain address would not be noticed by all of its parts. */
export function Link({ to, children, className }: { to: string; children: ReactNode; className?: string }) {
  const { go } = useConsole();
  return (
    <a
      href={`#${to}`}
      className={className}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        go(to);
      }}
    >
      {children}
    </a>
  );
}
