import { t } from "../texts/texts";
import { samePageAt, type Notice } from "./notice";
import type { Environment } from "./parts";

const CODE = "read_only_region";
const DONE = "multiRegionExplained";

/** Where the console says that something could not be done because the realm is read-only here: why, and where it can be done. */
export function explainRefusals(notice: Notice | undefined, environment: Environment): void {
  for (const alert of document.querySelectorAll<HTMLElement>(".pf-v5-c-alert")) {
    if (alert.dataset[DONE] || !alert.textContent?.includes(CODE)) continue;
    alert.dataset[DONE] = "true";
    sayIn(alert);
    if (notice?.primary) alert.append(link(notice.primary, environment));
  }
}

/** Puts words in place of the code, and leaves the rest of the console's sentence. */
function sayIn(alert: HTMLElement): void {
  const texts = document.createTreeWalker(alert, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    if (node.textContent?.includes(CODE)) node.textContent = node.textContent.replace(CODE, t("refusal"));
  }
}

function link(primary: string, environment: Environment): HTMLElement {
  const place = document.createElement("div");
  place.className = "pf-v5-c-alert__action-group";
  const anchor = document.createElement("a");
  anchor.href = samePageAt(primary, environment);
  anchor.textContent = t("banner.link");
  place.append(anchor);
  return place;
}
