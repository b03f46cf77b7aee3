import { duration, list, number } from "../../shared/format";
import { t } from "../../texts/texts";
import type { Believed } from "./believed";

/** The first sentence of the page: what each region has, and what would be lost if one took over now. */
export function Sentence({ facts }: { facts: Believed }) {
  const copies = facts.regions?.filter((region) => region.state !== "PRIMARY" && region.role !== "PRIMARY") ?? [];
  const over = facts.takeOver;
  if (facts.silentSince || (copies.length > 0 && copies.every((copy) => copy.state === "UNKNOWN"))) {
    return t("now.unknown");
  }
  if (!over?.bestRegion) return t("now.nobody");
  const lag = duration(over.heldMillisAgo ?? 0);
  const lacks = over.lostResources ?? over.lostPositions;
  if (lacks !== 0) {
    const lost = lacks === undefined ? t("unknown") : number(lacks);
    return t("now.behind", { region: over.bestRegion, lost, lag });
  }
  if (facts.role === "SECONDARY") return t("now.here", { region: facts.region, lag });
  const level = copies.filter((copy) => copy.state === "LEVEL").map((copy) => copy.region);
  const names = level.includes(over.bestRegion) ? level : [over.bestRegion];
  return t(names.length === 1 ? "now.level.one" : "now.level.other", { regions: list(names), lag });
}
