import type { ReactNode } from "react";

/** What the server says, which is English in each language of the page: screen readers are told. */
export function English({ children }: { children: ReactNode }) {
  return <span lang="en">{children}</span>;
}
