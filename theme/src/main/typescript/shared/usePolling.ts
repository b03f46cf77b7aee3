import { useEffect, useRef, useState } from "react";

export interface Polled<T> {
  data?: T;
  /** When the last answer came; undefined before the first one. */
  at?: number;
  error?: Error;
  /** How many calls in a row have failed. */
  failures: number;
}

export const EVERY_MILLIS = 2000;

/** Asks again and again, each time a while after the last answer, and only while somebody can see the page. */
export function usePolling<T>(ask: () => Promise<T>, key: unknown, everyMillis = EVERY_MILLIS): Polled<T> {
  const [polled, setPolled] = useState<Polled<T>>({ failures: 0 });
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    let over = false;
    let asking = false;
    let timer: number | undefined;
    setPolled({ failures: 0 });
    const next = async () => {
      if (document.visibilityState === "visible") {
        asking = true;
        try {
          const data = await latest.current();
          if (!over) setPolled({ data, at: Date.now(), failures: 0 });
        } catch (e) {
          if (!over) setPolled((was) => ({ ...was, error: e as Error, failures: was.failures + 1 }));
        }
        asking = false;
      }
      if (!over) timer = window.setTimeout(next, everyMillis);
    };
    const seen = () => {
      if (asking || document.visibilityState !== "visible") return;
      window.clearTimeout(timer);
      void next();
    };
    document.addEventListener("visibilitychange", seen);
    void next();
    return () => {
      over = true;
      window.clearTimeout(timer);
      document.removeEventListener("visibilitychange", seen);
    };
  }, [key, everyMillis]);
  return polled;
}
