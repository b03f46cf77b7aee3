import { useEffect, useRef, useState } from "react";

export interface Polled<T> {
  data?: T;
  /** When the last answer came; undefined before the first one. */
  at?: number;
  error?: Error;
  /** How many calls in a row have failed. */
  failures: number;
  /** Whether what was answered is too old to be believed: several calls have failed, or one hangs for as long as they would take. */
  silent: boolean;
}

export const EVERY_MILLIS = 2000;
/** After so many calls what was last heard is no longer believed: as the server does after three heartbeats. */
const MISSED = 3;
/** How many pauses lie between the first and the last of them: one call may hang for that long. */
const PAUSES = MISSED - 1;

/** Asks again and again, each time a while after the last answer, and only while somebody can see the page. */
export function usePolling<T>(ask: () => Promise<T>, key: unknown, everyMillis = EVERY_MILLIS): Polled<T> {
  const [polled, setPolled] = useState<Polled<T>>({ failures: 0, silent: false });
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    let over = false;
    let asking = false;
    let timer: number | undefined;
    /** When the first call began that nobody has answered since. */
    let unanswered: number | undefined;
    setPolled({ failures: 0, silent: false });
    const next = async () => {
      if (document.visibilityState === "visible") {
        asking = true;
        unanswered ??= Date.now();
        const late = window.setTimeout(
          () => over || setPolled((was) => ({ ...was, silent: true })),
          unanswered + PAUSES * everyMillis - Date.now(),
        );
        try {
          const data = await latest.current();
          unanswered = undefined;
          if (!over) setPolled({ data, at: Date.now(), failures: 0, silent: false });
        } catch (e) {
          const failed = (was: Polled<T>): Polled<T> => {
            const failures = was.failures + 1;
            return { ...was, error: e as Error, failures, silent: was.silent || failures >= MISSED };
          };
          if (!over) setPolled(failed);
        }
        window.clearTimeout(late);
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
