import type { Role, State } from "./overview";

/** A replicated realm of this region, as the master realm's list has it. */
export interface ListedRealm {
  realm: string;
  role: Role;
  primary: string;
  /** The worst of its regions. */
  state: State;
  lagMillis?: number;
  behindResources?: number;
  divergences: number;
  /** The other regions that hold it. */
  regions: string[];
}

export interface RealmList {
  total: number;
  states: Partial<Record<State, number>>;
  realms: ListedRealm[];
}
