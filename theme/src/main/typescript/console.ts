import { isRegionsAddress, maySee, realmOfAddress } from "./hook/address";
import { showBanner } from "./hook/banner";
import { showMenuEntry } from "./hook/menu";
import { noticeOf } from "./hook/notice";
import { findParts, type Parts } from "./hook/parts";
import { explainRefusals } from "./hook/refusals";
import { addRoute } from "./hook/route";
import { speak, t } from "./texts/texts";

const EVERY_MILLIS = 150;
/** The console has its menu by then, or somebody is still signing in: then this starts over with the next load. */
const PATIENCE_MILLIS = 60_000;

/**
 * Where it begins: in each admin console, beside Keycloak's own script. Whatever fails here is said in the browser's log, and leaves the
 * console as it is.
 */
function begin(): void {
  const until = Date.now() + PATIENCE_MILLIS;
  const timer = window.setInterval(() => {
    guarded(() => {
      const parts = findParts();
      if (parts.environment && parts.realm && parts.access && parts.whoAmI) {
        window.clearInterval(timer);
        void guardedLater(() => join(parts));
      } else if (Date.now() > until) {
        window.clearInterval(timer);
        console.warn("multi-region: this console is not known, so it has no page for regions");
      }
    });
  }, EVERY_MILLIS);
}

async function join(parts: Parts): Promise<void> {
  await speak(parts.whoAmI!.value.whoAmI.locale || "en");
  let routed = false;
  try {
    addRoute(parts.router!, parts, () => t("title"));
    routed = true;
  } catch (e) {
    console.warn("multi-region: the console's router takes no page, so the page is shown above the console", e);
  }
  const open = (address: string) => {
    if (routed) parts.router!.navigate(address);
    else location.hash = address;
  };
  const look = () => guarded(() => lookAround(open, routed));
  let waits = false;
  new MutationObserver(() => {
    if (waits) return;
    waits = true;
    requestAnimationFrame(() => {
      waits = false;
      look();
    });
  }).observe(document.body, { childList: true, subtree: true });
  window.addEventListener("hashchange", look);
  look();
}

/** After each change of what is shown: is all of ours there that should be? */
function lookAround(open: (address: string) => void, routed: boolean): void {
  const parts = findParts();
  const realm = realmOfAddress() ?? parts.realm?.value.realm;
  if (!realm || !parts.environment) return;
  showMenuEntry(realm, maySee(parts), open);
  const notice = noticeOf(realm, parts.environment.value.environment, () => lookAround(open, routed));
  showBanner(notice, parts.environment.value.environment);
  explainRefusals(notice, parts.environment.value.environment);
  if (!routed) void guardedLater(() => overlay(parts));
}

async function overlay(parts: Parts): Promise<void> {
  const shown = document.getElementById("multi-region-overlay");
  const wanted = isRegionsAddress() && maySee(parts);
  if (!!shown === wanted) return;
  const { showOverlay } = await import("./hook/overlay");
  showOverlay(wanted ? parts : undefined);
}

function guarded(work: () => void): void {
  try {
    work();
  } catch (e) {
    console.warn("multi-region:", e);
  }
}

async function guardedLater(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (e) {
    console.warn("multi-region:", e);
  }
}

guarded(begin);
