import { absolute, relative } from "./format";
import { useNow } from "./useNow";

/** A point in time: how long ago in words, the date and the browser's zone on hover. */
export function Ago({ at }: { at: string | number }) {
  const now = useNow();
  const millis = typeof at === "number" ? at : Date.parse(at);
  if (Number.isNaN(millis)) return null;
  return (
    <time dateTime={new Date(millis).toISOString()} title={absolute(millis)}>
      {relative(millis, now)}
    </time>
  );
}
