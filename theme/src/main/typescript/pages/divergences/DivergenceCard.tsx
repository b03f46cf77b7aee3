import { nameOf, type Divergence } from "../../console/divergences";
import { Ago } from "../../shared/Ago";
import { Facts } from "../../shared/Facts";
import { t } from "../../texts/texts";
import { Decisions, type DecisionsProps } from "./Decisions";
import { Differences } from "./Differences";

interface Props extends Omit<DecisionsProps, "one" | "open"> {
  divergence: Divergence;
}

/** One resource: when it was changed, by whom, both sides' values, and what can be done about it. */
export function DivergenceCard({ divergence, ...decisions }: Props) {
  const { id, region, committedAt, who, status } = divergence;
  return (
    <article className="pf-v5-c-card mr-card" data-divergence={id} data-status={status} aria-label={nameOf(divergence)}>
      <div className="pf-v5-c-card__title">
        <h3>{nameOf(divergence)}</h3>
      </div>
      <div className="pf-v5-c-card__body">
        <Facts
          facts={[
            [t("divergences.when"), <Ago key="at" at={committedAt} />],
            [t("divergences.where"), region],
            [t("divergences.who"), who ?? undefined],
            [t("divergences.status"), t(`divergence.${status}`)],
          ]}
        />
        <Differences divergence={divergence} />
        <Decisions {...decisions} one={divergence} open={status === "OPEN"} />
      </div>
    </article>
  );
}
