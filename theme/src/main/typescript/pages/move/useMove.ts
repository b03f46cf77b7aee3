import { useState } from "react";
import { useApi } from "../../console/api";
import type { Moved } from "./moved";

export interface Move {
  busy: boolean;
  error?: Error;
  ask(body: object): Promise<void>;
}

/** Asks for a switchover or a take-over, and measures how long it takes as somebody waits for it. */
export function useMove(verb: "switchover" | "failover", onMoved: (result: Moved, millis: number) => void): Move {
  const api = useApi();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error>();
  const ask = async (body: object) => {
    setBusy(true);
    setError(undefined);
    const begin = performance.now();
    try {
      const result = await api.post<Moved>(verb, body);
      onMoved(result, performance.now() - begin);
    } catch (e) {
      setError(e as Error);
      setBusy(false);
    }
  };
  return { busy, error, ask };
}
