import type { Parts } from "./parts";

/** Below each realm; the console's own addresses look the same. */
export const PATH = "multi-region";

export const ROLES = ["view-multi-region", "manage-multi-region", "view-realm", "manage-realm"];

/** The realm that the console is at, by its address. */
export function realmOfAddress(): string | undefined {
  const name = location.hash.split(/[/?]/)[1];
  return name ? decodeURIComponent(name) : undefined;
}

export function regionsAddress(realm: string): string {
  return `/${encodeURIComponent(realm)}/${PATH}`;
}

export function isRegionsAddress(): boolean {
  return location.hash.split(/[/?]/)[2] === PATH;
}

/** Who may look: the server asks for the same roles. */
export function maySee(parts: Parts): boolean {
  return parts.access?.value.hasSomeAccess(...ROLES) ?? false;
}
