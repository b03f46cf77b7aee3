import type { Overview, Region } from "../../console/overview";
import type { Polled } from "../../shared/usePolling";

/** After so many calls that failed, what was last heard is no longer believed: as the server does after three heartbeats. */
const MISSED = 3;

export interface Believed extends Overview {
  /** When the region that is asked last answered, if that is too long ago. */
  silentSince?: number;
}

/** The overview as it may be shown: the last green never stays. */
export function believed({ data, at, failures }: Polled<Overview>): Believed | undefined {
  if (!data || failures < MISSED) return data;
  return {
    ...data,
    silentSince: at,
    takeOver: undefined,
    regions: data.regions?.map((region): Region => ({ ...region, state: "UNKNOWN" })),
  };
}
