import { Screen } from "../../shared/Screen";
import { t } from "../../texts/texts";
import { Pairing } from "./Pairing";

/** Whom this region trusts is about the region, not about a realm. */
export default function PairScreen() {
  return (
    <Screen title={t("menu.pair")} intro={t("pair.intro")}>
      <Pairing />
    </Screen>
  );
}
