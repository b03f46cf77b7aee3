import type { ReactNode } from "react";

/** One of our pages below the common header. */
export function Screen({ title, intro, children }: { title: string; intro?: ReactNode; children: ReactNode }) {
  return (
    <section className="pf-v5-c-page__main-section mr-screen" aria-label={title}>
      <h2 className="pf-v5-screen-reader">{title}</h2>
      {intro && <p>{intro}</p>}
      {children}
    </section>
  );
}
