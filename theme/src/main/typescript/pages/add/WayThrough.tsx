import { Icon } from "../../shared/Icon";
import { t } from "../../texts/texts";

/** The steps, and which of them are done: in words. */
export function WayThrough({ step }: { step: number }) {
  const steps = [t("add.step.pair"), t("add.step.check"), t("add.step.copy")];
  return (
    <ol className="mr-rules mr-narrow" aria-live="polite">
      {steps.map((name, i) => {
        const state = i < step ? "done" : i === step ? "now" : "next";
        return (
          <li key={name} data-step={state} aria-current={state === "now" ? "step" : undefined}>
            <span>
              {state === "done" && <Icon shape="check" />} {t(`step.state.${state}`)}
            </span>
            <span>{name}</span>
          </li>
        );
      })}
    </ol>
  );
}
