/** What a realm has here, and what the last comparison with a copy found. What is absent is unknown. */
export interface Kinds {
  comparedAt?: string;
  comparedPosition?: string;
  differences?: number;
  kinds: { kind: string; resources: number; comparedRows?: number; equal?: boolean }[];
}

/** One thing that has happened. */
export interface Happening {
  at: string;
  region: string;
  /** A state that it came to, or VERIFIED, DRILL. */
  what: string;
  text?: string;
  millis?: number;
}

/** How far a comparison is that is under way. */
export interface Comparing {
  kind?: string | null;
  compared?: number;
  differences?: number;
}
