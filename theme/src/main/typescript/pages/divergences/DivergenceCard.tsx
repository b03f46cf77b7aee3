import { useMayManage } from "../../console/Console";
import { nameOf, type Divergence } from "../../console/divergences";
import { Ago } from "../../shared/Ago";
import { Facts } from "../../shared/Facts";
import { t } from "../../texts/texts";
import { Decisions, type DecisionsProps } from "./Decisions";
import { Differences } from "./Differences";

interface Props extends Omit<DecisionsProps, "one" | "open" | "chosen"> {
  divergence: Divergence;
  chosen: boolean;
  onChoose(chosen: boolean): void;
}

/** One resource: when it was changed, by whom, both sides' values, and what can be done about it. */
export function DivergenceCard({ divergence, chosen, onChoose, ...decisions }: Props) {
  const manage = useMayManage();
  const { id, region, committedAt, who, status } = divergence;
  return (
    <article className="pf-v5-c-card mr-card" data-divergence={id} data-status={status} aria-label={nameOf(divergence)}>
      <div className="pf-v5-c-card__title">
        <h3>{nameOf(divergence)}</h3>
        {manage && status === "OPEN" && (
          <input
            type="checkbox"
            className="pf-v5-c-check__input"
            aria-label={t("divergences.choose", { name: nameOf(divergence) })}
            checked={chosen}
            onChange={(event) => onChoose(event.target.checked)}
          />
        )}
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
