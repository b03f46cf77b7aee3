import { useIsOperator } from "../../console/Console";
import type { Overview } from "../../console/overview";
import { ChooseAsOperator } from "./ChooseAsOperator";
import { ChooseByName } from "./ChooseByName";

/** Which region is to hold the realm. Whom this region trusts is shown to its operators only. */
export function Choose({ facts }: { facts: Overview }) {
  return useIsOperator() ? <ChooseAsOperator facts={facts} /> : <ChooseByName facts={facts} />;
}
