const HEIGHT = 24;
const STEP = 3;

/** Values over time; where one is not known, there is a gap. All of it is said in words too. */
export function Sparkline({ values, label }: { values: (number | null)[]; label: string }) {
  const top = Math.max(1, ...values.filter((value): value is number => value !== null));
  const y = (value: number) => (HEIGHT - 2 - (value / top) * (HEIGHT - 4)).toFixed(1);
  let path = "";
  values.forEach((value, i) => {
    if (value === null) return;
    const starts = i === 0 || values[i - 1] === null;
    path += `${starts ? "M" : "L"}${i * STEP} ${y(value)}`;
    if (starts && (i === values.length - 1 || values[i + 1] === null)) path += `h${STEP / 2}`;
  });
  return (
    <svg
      className="mr-sparkline"
      viewBox={`0 0 ${Math.max(1, values.length - 1) * STEP} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <title>{label}</title>
      <path d={path} fill="none" stroke="currentColor" strokeWidth="1.5" vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
