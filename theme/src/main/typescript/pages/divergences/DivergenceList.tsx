import { useState } from "react";
import type { Divergence } from "../../console/divergences";
import { Button } from "../../shared/Button";
import { number } from "../../shared/format";
import { t } from "../../texts/texts";
import { Decisions } from "./Decisions";
import { DivergenceCard } from "./DivergenceCard";

/** A take-over may leave thousands behind: so many are shown at once. */
const STEP = 50;

/** Those that wait for a decision before those that have one. */
export function DivergenceList({ all, onDone }: { all: Divergence[]; onDone(): void }) {
  const [most, setMost] = useState(STEP);
  const open = all.filter(({ status }) => status === "OPEN");
  const sorted = [...open, ...all.filter(({ status }) => status !== "OPEN")];
  const [chosen, choose] = useState<string[]>([]);
  const undecided = chosen.filter((id) => open.some((divergence) => divergence.id === id));
  const more = Math.min(STEP, sorted.length - most);
  return (
    <>
      <p aria-live="polite" data-open={open.length}>
        {t("divergences.left", { count: number(open.length) })}
      </p>
      <Decisions chosen={undecided} open={open.length > 0} onDone={onDone} />
      {sorted.slice(0, most).map((divergence) => (
        <DivergenceCard
          key={divergence.id}
          divergence={divergence}
          chosen={undecided.includes(divergence.id)}
          onChoose={(is) => choose(is ? [...undecided, divergence.id] : undecided.filter((id) => id !== divergence.id))}
          onDone={onDone}
        />
      ))}
      {more > 0 && (
        <Button kind="link" onClick={() => setMost(most + STEP)}>
          {t("divergences.more", { count: number(more) })}
        </Button>
      )}
    </>
  );
}
