import { useRef } from "react";

/** What was last known, while the next answer is on its way. */
export function useLast<T>(value: T | undefined): T | undefined {
  const last = useRef(value);
  if (value !== undefined) last.current = value;
  return last.current;
}
