import { createContext, useContext } from "react";
import type { Environment, Keycloak } from "../hook/parts";

/** What our pages need of the console that they are shown in. */
export interface Console {
  realm: string;
  keycloak: Keycloak;
  environment: Environment;
  language: string;
  may(...oneOfTheseRoles: string[]): boolean;
  go(address: string): void;
}

export const ConsoleContext = createContext<Console | null>(null);

export function useConsole(): Console {
  const console = useContext(ConsoleContext);
  if (!console) throw new Error("this is not shown within the console");
  return console;
}

/** Whether buttons are shown that change something. The server decides in the end. */
export function useMayManage(): boolean {
  return useConsole().may("manage-multi-region", "manage-realm");
}

/** Whether somebody comes from the realm of those who run the servers: only they override rules. */
export function useIsOperator(): boolean {
  const { environment } = useConsole();
  return environment.realm === environment.masterRealm;
}

/** Whether the page is about all realms. */
export function useIsMaster(): boolean {
  const { environment, realm } = useConsole();
  return realm === environment.masterRealm;
}
