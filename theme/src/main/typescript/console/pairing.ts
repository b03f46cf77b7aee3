import type { Finding } from "./overview";

/** What a region says of itself, for others to pair with. Nothing in it is secret. */
export interface Identity {
  region: string;
  url: string;
  certificates: string[];
  fingerprints: string[];
  expiresAt?: string;
}

/** Another region, as this one knows it. */
export interface PairedRegion {
  region: string;
  status: "TRUSTED" | "EXPIRED" | "REVOKED";
  url?: string;
  fingerprints: string[];
  realms: string[];
  mayBecomePrimary: boolean;
}

/** What was found before a copy is begun. */
export interface Preflight {
  region: string;
  url: string;
  passed: boolean;
  findings: Finding[];
}

/** Reads what somebody has pasted; undefined if it is no identity. The server looks at it closely. */
export function readIdentity(text: string): Identity | undefined {
  try {
    const read = JSON.parse(text) as Partial<Identity>;
    const whole = read.region && Array.isArray(read.certificates) && Array.isArray(read.fingerprints);
    return whole && read.fingerprints!.length > 0 ? (read as Identity) : undefined;
  } catch {
    return undefined;
  }
}
