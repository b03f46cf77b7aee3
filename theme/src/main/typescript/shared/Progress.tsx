import { percent } from "./format";

/** How much of something is done. */
export function Progress({ done, total, label }: { done: number; total: number; label: string }) {
  const part = total > 0 ? Math.min(1, done / total) : 0;
  return (
    <div className="mr-progress">
      <progress value={part} max={1} aria-label={label} />
      <span aria-live="polite">{percent(part)}</span>
    </div>
  );
}
