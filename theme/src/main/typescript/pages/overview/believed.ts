import type { Overview, Region } from "../../console/overview";
import type { Polled } from "../../shared/usePolling";

export interface Believed extends Overview {
  /** When the region that is asked last answered, if that is too long ago. */
  silentSince?: number;
}

/** The overview as it may be shown: the last green never stays. */
export function believed({ data, at, silent }: Polled<Overview>): Believed | undefined {
  if (!data || !silent) return data;
  return {
    ...data,
    silentSince: at,
    takeOver: undefined,
    regions: data.regions?.map((region): Region => ({ ...region, state: "UNKNOWN" })),
  };
}
