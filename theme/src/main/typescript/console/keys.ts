/** Whether a realm's secrets are sealed at rest. */
export interface Sealing {
  state: "OFF" | "SEALING" | "SEALED" | "OPENING" | "DESTROYED";
  problem?: string | null;
  dataKeys: { id: string; status: "ACTIVE" | "FORMER" | "DESTROYED"; createdAt: string; wrappedBy?: string | null }[];
  progress?: { done: number; total: number; startedAt: string; finishedAt?: string | null; error?: string | null } | null;
}

/** What this region gives to others so that they know it. */
export interface OwnIdentity {
  region: string;
  url: string;
  certificates: string[];
  fingerprints: string[];
  expiresAt: string;
  keys: string[];
}

/** Another region, as this one knows it. */
export interface TrustedRegion {
  region: string;
  source: string;
  status: "TRUSTED" | "EXPIRED" | "REVOKED";
  url?: string;
  fingerprints: string[];
  expiresAt?: string;
  realms: string[];
  mayBecomePrimary: boolean;
  direction: "both" | "out" | "in" | "mailbox";
  changedAt?: string;
  changedBy?: string;
}
