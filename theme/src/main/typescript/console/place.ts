import { useSyncExternalStore } from "react";
import { PATH, regionsAddress } from "../hook/address";
import { useConsole } from "./Console";

function subscribe(listener: () => void): () => void {
  window.addEventListener("hashchange", listener);
  window.addEventListener("popstate", listener);
  return () => {
    window.removeEventListener("hashchange", listener);
    window.removeEventListener("popstate", listener);
  };
}

/** Which of our pages is shown: what comes after /{realm}/multi-region, in parts. The first one is empty for the overview. */
export function usePlace(): string[] {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  const parts = hash.replace(/^#/, "").split("?")[0].split("/").map(decodeURIComponent);
  const own = parts[2] === PATH ? parts.slice(3).filter(Boolean) : [];
  return own.length > 0 ? own : [""];
}

/** The address of one of our pages, for `Link` and `go`. */
export function useAddress(): (...parts: string[]) => string {
  const { realm } = useConsole();
  return (...parts) => [regionsAddress(realm), ...parts.map(encodeURIComponent)].join("/");
}
