import type { RealmList } from "../../console/realms";
import type { Polled } from "../../shared/usePolling";

/** After so many calls that failed, no state is believed any more. */
const MISSED = 2;

/** The list as it may be shown: the last green never stays. */
export function listed({ data, failures, silent }: Polled<RealmList>): RealmList | undefined {
  if (!data || (failures < MISSED && !silent)) return data;
  return { ...data, states: {}, realms: data.realms.map((realm) => ({ ...realm, state: "UNKNOWN" })) };
}
