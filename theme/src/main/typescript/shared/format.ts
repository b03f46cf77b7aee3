import { language } from "../texts/texts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long something takes, in the largest unit that says enough. */
export function duration(millis: number): string {
  const abs = Math.abs(millis);
  if (abs < SECOND) return unit(Math.round(millis), "millisecond");
  if (abs < 10 * SECOND) return unit(Math.round(millis / 100) / 10, "second");
  if (abs < 2 * MINUTE) return unit(Math.round(millis / SECOND), "second");
  if (abs < 2 * HOUR) return unit(Math.round(millis / MINUTE), "minute");
  if (abs < 2 * DAY) return unit(Math.round(millis / HOUR), "hour");
  return unit(Math.round(millis / DAY), "day");
}

function unit(value: number, name: string): string {
  const unitDisplay = name === "millisecond" || name === "second" ? "short" : "long";
  return new Intl.NumberFormat(language(), { style: "unit", unit: name, unitDisplay }).format(value);
}

export function number(value: number): string {
  return new Intl.NumberFormat(language(), { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
}

export function percent(part: number): string {
  return new Intl.NumberFormat(language(), { style: "percent", maximumFractionDigits: 0 }).format(part);
}

export function bytes(value: number): string {
  const names = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"];
  let at = 0;
  let left = value;
  while (left >= 1000 && at < names.length - 1) {
    left /= 1000;
    at++;
  }
  return new Intl.NumberFormat(language(), {
    style: "unit",
    unit: names[at],
    unitDisplay: "short",
    maximumFractionDigits: left < 10 ? 1 : 0,
  }).format(left);
}

/** A point in time, in the browser's zone. */
export function absolute(at: number): string {
  return new Intl.DateTimeFormat(language(), { dateStyle: "medium", timeStyle: "long" }).format(at);
}

/** How far a point in time is from now, in words. */
export function relative(at: number, now: number): string {
  const away = at - now;
  const abs = Math.abs(away);
  const words = new Intl.RelativeTimeFormat(language(), { numeric: "auto" });
  if (abs < MINUTE) return words.format(Math.round(away / SECOND), "second");
  if (abs < HOUR) return words.format(Math.round(away / MINUTE), "minute");
  if (abs < DAY) return words.format(Math.round(away / HOUR), "hour");
  return words.format(Math.round(away / DAY), "day");
}

/** us, ap and sa. */
export function list(names: string[]): string {
  return new Intl.ListFormat(language(), { type: "conjunction" }).format(names);
}
