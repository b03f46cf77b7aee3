import { t } from "../texts/texts";
import { samePageAt, type Notice } from "./notice";
import type { Environment } from "./parts";

const ID = "multi-region-banner";

/** Above the console of a read-only realm: that it is one, and where the same page can be used. */
export function showBanner(notice: Notice | undefined, environment: Environment): void {
  const there = document.getElementById(ID);
  if (!notice?.readOnly) {
    there?.remove();
    return;
  }
  const banner = there ?? add();
  const text = banner?.querySelector("span");
  const link = banner?.querySelector("a");
  if (!text || !link) return;
  if (text.textContent !== t("banner")) text.textContent = t("banner");
  if (link.textContent !== t("banner.link")) link.textContent = t("banner.link");
  link.hidden = !notice.primary;
  if (notice.primary) link.href = samePageAt(notice.primary, environment);
}

function add(): Element | null {
  const column = document.querySelector("#app > .pf-v5-l-flex") ?? document.getElementById("app");
  if (!column) return null;
  const banner = document.createElement("div");
  banner.id = ID;
  banner.className = "pf-v5-c-banner pf-m-gold";
  banner.setAttribute("role", "status");
  banner.append(document.createElement("span"), " ", document.createElement("a"));
  column.prepend(banner);
  return banner;
}
