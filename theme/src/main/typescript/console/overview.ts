import type { Comparing } from "./region";

/** What the server answers; see docs/console.md. What is absent is unknown. Units are in the names. */
export type Role = "PRIMARY" | "SECONDARY" | "STANDALONE";

/** How a region does, in one word. */
export const STATES = [
  "PRIMARY",
  "LEVEL",
  "CATCHING_UP",
  "COPYING",
  "WAITING",
  "STUCK",
  "PAUSED",
  "NOT_CONSISTENT",
  "UNKNOWN",
] as const;

export type State = (typeof STATES)[number];

export interface Trouble {
  class: "PASSES" | "CHANGE_IN_COPY" | "CHANGE_IN_PRIMARY";
  since?: string;
  nextTryAt?: string;
  message: string;
  whatToDo?: string;
  resource?: { kind: string; id: string };
  table?: string;
  constraint?: string;
}

export interface Region {
  region: string;
  self?: boolean;
  role?: Role;
  url?: string;
  publicUrl?: string | null;
  state?: State;
  stateSince?: string;
  status?: string;
  wanted?: string;
  epoch?: number;
  appliedPosition?: string;
  lagMillis?: number;
  lagP99MillisOfHour?: number;
  lagMillisOfMinutes?: (number | null)[];
  behindResources?: number;
  resourcesPerSecond?: number;
  secondsLeft?: number;
  copiedResources?: number;
  totalResources?: number;
  copiedBytes?: number;
  heardMillisAgo?: number;
  toldMillisAgo?: number;
  clockSkewMillis?: number;
  keycloakVersion?: string;
  extensionVersion?: string;
  nodes?: number;
  keysUsable?: boolean;
  certificateEndsAt?: string;
  verification?: Comparing | null;
  lastVerify?: { at: string; differences?: number };
  lastError?: Trouble | null;
}

export interface Drill {
  at: string;
  to: string;
  passed: boolean;
  millis?: number;
  estimatedWritePauseMillis?: number;
}

export interface Overview {
  realm: string;
  region: string;
  role: Role;
  at: string;
  epoch?: number;
  position?: string;
  writable?: boolean;
  notWritableBecause?: string | null;
  primary?: { region: string; url?: string; publicUrl?: string | null };
  regions?: Region[];
  takeOver?: { bestRegion?: string; lostResources?: number; lostPositions?: number; heldMillisAgo?: number } | null;
  divergences?: number;
  warnings?: string[];
  lastDrill?: Drill | null;
}

/** What a safety rule found. */
export interface Finding {
  rule: string;
  holds: boolean;
  overridable: boolean;
  detail: string;
  warnings?: string[];
}
