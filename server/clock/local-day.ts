/** The local day of an instant in Europe/Amsterdam, whatever the clock of this machine says. */

const format = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Amsterdam", dateStyle: "short" });

const HOUR = 3_600_000;
/** Midnight there is always at a whole hour in UTC, so a day that was worked out counts for its hour. */
let known = { hour: Number.NaN, day: "" };

/** @param instant milliseconds since 1970. @returns `2022-11-07`. */
export function localDay(instant: number): string {
  const hour = Math.floor(instant / HOUR);
  if (hour !== known.hour) known = { hour, day: format.format(instant) };
  return known.day;
}
