const SHAPES = {
  check: "M6.2 12.4 1.9 8.1l1.5-1.5 2.8 2.8 6.4-6.4 1.5 1.5z",
  cross: "M12.9 4.5 11.5 3.1 8 6.6 4.5 3.1 3.1 4.5 6.6 8l-3.5 3.5 1.4 1.4L8 9.4l3.5 3.5 1.4-1.4L9.4 8z",
  up: "M8 2 2.5 7.5 4 9l3-3v8h2V6l3 3 1.5-1.5z",
  copy: "M3 1h7v2H5v8H3zm3 3h7v11H6z",
  clock: "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 2a5 5 0 1 1 0 10A5 5 0 0 1 8 3zm-.9 1.5V9l3.2 2 .9-1.4-2.4-1.5V4.5z",
  stuck: "M8 1 .5 14.5h15zM7.1 6h1.8v4.5H7.1zm0 5.5h1.8v1.7H7.1z",
  pause: "M3.5 2.5h3v11h-3zm6 0h3v11h-3z",
  question:
    "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm-.9 9.7h1.8v1.7H7.1zM5.3 6.2C5.4 4.7 6.5 3.7 8 3.7s2.7 1 2.7 2.4c0 1.8-1.8 1.9-1.8 3.4H7.1c0-2 1.8-2.1 1.8-3.3 0-.5-.4-.8-.9-.8s-.9.3-1 .9z",
  star: "M8 1l2.1 4.6 5 .6-3.7 3.4 1 4.9L8 12l-4.4 2.5 1-4.9L.9 6.2l5-.6z",
} as const;

export type Shape = keyof typeof SHAPES;

/** A picture beside a word, never in place of one. */
export function Icon({ shape }: { shape: Shape }) {
  return (
    <svg className="pf-v5-svg" viewBox="0 0 16 16" width="1em" height="1em" fill="currentColor" aria-hidden="true">
      <path d={SHAPES[shape]} />
    </svg>
  );
}
