import { Fragment, type ReactNode } from "react";
import { t } from "../texts/texts";

/** Names and values. A value that nobody knows is said to be unknown, and not left out. */
export function Facts({ facts }: { facts: [string, ReactNode][] }) {
  return (
    <dl className="mr-facts">
      {facts.map(([name, value]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{value ?? <span className="mr-unknown">{t("unknown")}</span>}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
