import { useCallback, useEffect, useRef, useState } from "react";

export interface Answered<T> {
  data?: T;
  error?: Error;
  again(): void;
}

/** Asks once, and again when somebody wants it or another thing is asked. */
export function useAnswer<T>(ask: () => Promise<T>, key: unknown): Answered<T> {
  const [answer, setAnswer] = useState<{ data?: T; error?: Error }>({});
  const [round, setRound] = useState(0);
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    let over = false;
    setAnswer({});
    latest.current().then(
      (data) => over || setAnswer({ data }),
      (error) => over || setAnswer({ error }),
    );
    return () => {
      over = true;
    };
  }, [key, round]);
  const again = useCallback(() => setRound((last) => last + 1), []);
  return { ...answer, again };
}
