import type { Finding } from "../../console/overview";

/** What became of a move. */
export interface Moved {
  realm: string;
  from: string;
  to: string;
  epoch: number;
  position?: string;
  appliedPosition?: string;
  heardPosition?: string;
  writePauseMillis?: number;
  overridden?: string[];
  changed: boolean;
}

/** What a take-over would mean now. */
export interface Preview {
  region: string;
  appliedPosition: string;
  heardPosition: string;
  ageMillis: number;
  silentMillis: number;
  rules: Finding[];
  refusedBy: string[];
}

/** Whether each region could take over now. */
export interface Readiness {
  replicas: { region: string; ready: boolean; warnings: string[]; rules: Finding[] }[];
}

/** Whether a move with these rules skipped would be refused. */
export function refuses(rules: Finding[], skipped: string[]): boolean {
  return rules.some((rule) => !rule.holds && !(rule.overridable && skipped.includes(rule.rule)));
}
