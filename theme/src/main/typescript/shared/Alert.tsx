import type { ReactNode } from "react";
import { t } from "../texts/texts";
import { Icon, type Shape } from "./Icon";

export type Tone = "success" | "info" | "warning" | "danger";

const SHAPES: Record<Tone, Shape> = { success: "check", info: "question", warning: "stuck", danger: "stuck" };

/** Something that somebody should know, in the page's flow. Screen readers say what comes later too. */
export function Alert({ tone, title, children }: { tone: Tone; title: ReactNode; children?: ReactNode }) {
  return (
    <div className={`pf-v5-c-alert pf-m-inline pf-m-${tone}`} role={tone === "danger" ? "alert" : "status"}>
      <div className="pf-v5-c-alert__icon">
        <Icon shape={SHAPES[tone]} />
      </div>
      <p className="pf-v5-c-alert__title">
        <span className="pf-v5-screen-reader">{t(`tone.${tone}`)}</span> {title}
      </p>
      {children && <div className="pf-v5-c-alert__description">{children}</div>}
    </div>
  );
}
