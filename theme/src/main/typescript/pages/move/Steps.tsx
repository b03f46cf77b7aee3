import { useRef } from "react";
import type { Overview } from "../../console/overview";
import { Icon } from "../../shared/Icon";
import { t } from "../../texts/texts";

/** How far a switchover is, as this region's state shows it: a step that was reached stays. */
export function Steps({ facts, to }: { facts: Overview; to: string }) {
  const furthest = useRef(0);
  furthest.current = Math.max(furthest.current, reached(facts, to));
  const steps = [
    t("step.asked"),
    t("step.paused"),
    t("step.drained", { region: to }),
    t("step.moved", { region: to }),
  ];
  return (
    <ol className="mr-rules mr-narrow" aria-live="polite">
      {steps.map((step, i) => {
        const state = i < furthest.current ? "done" : i === furthest.current ? "now" : "next";
        return (
          <li key={step} data-step={state}>
            <span>
              {state === "done" && <Icon shape="check" />} {t(`step.state.${state}`)}
            </span>
            <span>{step}</span>
          </li>
        );
      })}
    </ol>
  );
}

function reached(facts: Overview, to: string): number {
  if (facts.role !== "PRIMARY") return 3;
  if (facts.writable !== false) return 0;
  return facts.regions?.find((region) => region.region === to)?.behindResources === 0 ? 2 : 1;
}
