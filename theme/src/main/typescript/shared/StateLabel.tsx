import type { State } from "../console/overview";
import { t } from "../texts/texts";
import { Icon, type Shape } from "./Icon";

const LOOKS: Record<State, [color: string, shape: Shape]> = {
  PRIMARY: ["pf-m-blue", "star"],
  LEVEL: ["pf-m-green", "check"],
  CATCHING_UP: ["pf-m-cyan", "up"],
  COPYING: ["pf-m-cyan", "copy"],
  WAITING: ["pf-m-gold", "clock"],
  STUCK: ["pf-m-red", "stuck"],
  PAUSED: ["", "pause"],
  NOT_CONSISTENT: ["pf-m-red", "stuck"],
  UNKNOWN: ["pf-m-orange", "question"],
};

export interface Place {
  /** How much of it is done, or why it waits: beside the word. */
  more?: string;
}

/** A state in a word; what the word means is one click away. Colour and picture only repeat the word. */
export function StateLabel({ state, more }: { state: State } & Place) {
  const known = state in LOOKS ? state : "UNKNOWN";
  const [color, shape] = LOOKS[known];
  return (
    <details className="mr-state" data-state={known}>
      <summary title={t("state.definition")}>
        <span className={`pf-v5-c-label ${color}`}>
          <span className="pf-v5-c-label__content">
            <span className="pf-v5-c-label__icon">
              <Icon shape={shape} />
            </span>
            <span className="pf-v5-c-label__text">
              {t(`state.${known}`)}
              {more && ` ${more}`}
            </span>
          </span>
        </span>
      </summary>
      <p>{t(`state.${known}.is`)}</p>
    </details>
  );
}
