import type { Region } from "../../console/overview";
import { duration, list, number } from "../../shared/format";
import { t } from "../../texts/texts";
import type { Believed } from "./believed";

/** It may be gone altogether: nobody says of it that it could take over now. */
const STOPPED: Region["state"][] = ["WAITING", "STUCK", "UNKNOWN"];

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
  const lost = lacks === undefined ? t("unknown") : number(lacks);
  if (copies.some((copy) => copy.region === over.bestRegion && !copy.self && STOPPED.includes(copy.state))) {
    return t("now.stopped", { region: over.bestRegion, lost });
  }
  if (lacks !== 0) {
    return t("now.behind", { region: over.bestRegion, lost, lag });
  }
  if (facts.role === "SECONDARY") return t("now.here", { region: facts.region, lag });
  const level = copies.filter((copy) => copy.state === "LEVEL").map((copy) => copy.region);
  const names = level.includes(over.bestRegion) ? level : [over.bestRegion];
  return t(names.length === 1 ? "now.level.one" : "now.level.other", { regions: list(names), lag });
}
