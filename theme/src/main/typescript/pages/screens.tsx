import { lazy, type ComponentType } from "react";
import type { Overview as Facts } from "../console/overview";
import type { Polled } from "../shared/usePolling";
import type { Text } from "../texts/texts";

/** What each screen gets: the overview is asked for once, for all of them. */
export interface ScreenProps {
  overview: Polled<Facts>;
  /** What comes after the screen's own name in the address, like the region in regions/us. */
  rest: string[];
}

interface ScreenEntry {
  show: ComponentType<ScreenProps>;
  /** Its text in the menu; none for one that others lead to. */
  menu?: Text;
  /** Whether it is for realms, for the master realm, or for both. */
  where: "realm" | "master" | "both";
}

/** All screens, by the first part of their address. To add one: a folder beside this file, and a line here. */
export const SCREENS: Record<string, ScreenEntry> = {
  "": { show: lazy(() => import("./overview/OverviewScreen")), menu: "menu.overview", where: "both" },
  add: { show: lazy(() => import("./add/AddScreen")), where: "realm" },
  pair: { show: lazy(() => import("./pair/PairScreen")), menu: "menu.pair", where: "master" },
  regions: { show: lazy(() => import("./region/RegionScreen")), where: "realm" },
  move: { show: lazy(() => import("./move/MoveScreen")), menu: "menu.move", where: "realm" },
  divergences: {
    show: lazy(() => import("./divergences/DivergencesScreen")),
    menu: "menu.divergences",
    where: "realm",
  },
  drills: { show: lazy(() => import("./drills/DrillsScreen")), menu: "menu.drills", where: "realm" },
  keys: { show: lazy(() => import("./keys/KeysScreen")), menu: "menu.keys", where: "both" },
};
