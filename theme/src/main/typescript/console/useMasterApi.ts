import { useMemo } from "react";
import { Api } from "./api";
import { useConsole } from "./Console";

/** The calls about the region itself, which are in the master realm. For its own users only. */
export function useMasterApi(): Api {
  const { keycloak, environment } = useConsole();
  return useMemo(() => new Api({ keycloak, environment }, environment.masterRealm), [keycloak, environment]);
}
