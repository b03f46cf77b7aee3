/** A drill, as the list of them has it. */
export interface Drill {
  id: string;
  at: string;
  to: string;
  passed: boolean;
  estimatedWritePauseMillis?: number;
  /** Whether a signed report can be had. */
  signed?: boolean;
}

/** The drills that a realm wants again and again. */
export interface DrillPlan {
  /** As ISO-8601; absent for never. */
  every?: string;
  next: { to: string; at: string; overdue: boolean }[];
}

/** The newest drill to a region; lists have the newest first. */
export function lastDrill(drills: Drill[] | undefined, to: string): Drill | undefined {
  return drills?.find((drill) => drill.to === to);
}
