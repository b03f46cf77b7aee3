import { t } from "../texts/texts";
import { isRegionsAddress, regionsAddress } from "./address";

const ID = "nav-item-multi-region";
const LINK = "pf-v5-c-nav__link";

/** Puts "Regions" into the console's menu below "Configure", and keeps it there: the console draws its menu again now and then. */
export function showMenuEntry(realm: string, allowed: boolean, open: (address: string) => void): void {
  const there = document.getElementById(ID);
  if (!allowed) {
    there?.parentElement?.remove();
    return;
  }
  const address = regionsAddress(realm);
  const link = (there as HTMLAnchorElement | null) ?? add(open);
  if (!link) return;
  const classes = isRegionsAddress() ? `${LINK} pf-m-current` : LINK;
  if (link.className !== classes) link.className = classes;
  if (link.getAttribute("href") !== `#${address}`) link.setAttribute("href", `#${address}`);
  if (link.textContent !== t("title")) link.textContent = t("title");
  if (isRegionsAddress()) link.setAttribute("aria-current", "page");
  else link.removeAttribute("aria-current");
}

function add(open: (address: string) => void): HTMLAnchorElement | null {
  const list = listOfConfigure() ?? ownList();
  if (!list) return null;
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.id = ID;
  link.dataset.testid = ID;
  link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    open(link.getAttribute("href")!.slice(1));
  });
  item.append(link);
  const settings = document.getElementById("nav-item-realm-settings")?.parentElement;
  if (settings && settings.parentElement === list) settings.after(item);
  else list.append(item);
  return link;
}

function listOfConfigure(): Element | null {
  const known = ["realm-settings", "authentication", "identity-providers", "user-federation"];
  for (const name of known) {
    const item = document.getElementById(`nav-item-${name}`)?.parentElement;
    if (item?.parentElement) return item.parentElement;
  }
  return null;
}

/** For somebody who sees nothing of "Configure": a list at the end of the menu. */
function ownList(): Element | null {
  const menu = document.querySelector("nav.pf-v5-c-nav");
  if (!menu) return null;
  const section = document.createElement("section");
  section.className = "pf-v5-c-nav__section";
  const list = document.createElement("ul");
  list.className = "pf-v5-c-nav__list";
  list.setAttribute("role", "list");
  section.append(list);
  menu.append(section);
  return list;
}
