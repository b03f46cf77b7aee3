/** A resource that a former primary had changed and this one never got. What is absent is unknown; what may be secret is masked. */
export interface Divergence {
  id: string;
  kind: string;
  resourceId?: string;
  name?: string | null;
  region: string;
  epoch?: number;
  committedAt: string;
  who?: string | null;
  status: "OPEN" | "REAPPLIED" | "DISMISSED";
  differences?: DivergenceDifference[];
}

export interface DivergenceDifference {
  table: string;
  row: string;
  column?: string | null;
  theirs?: string | null;
  ours?: string | null;
}

export function nameOf({ name, kind, resourceId }: Divergence): string {
  return name ? `${kind} ${name}` : `${kind} ${resourceId ?? ""}`.trim();
}
