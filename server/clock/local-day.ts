/** The local day of an instant in Europe/Amsterdam, whatever the clock of this machine says. */

const format = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Amsterdam", dateStyle: "short" });

/** @param instant milliseconds since 1970. @returns `2022-11-07`. */
export function localDay(instant: number): string {
  return format.format(instant);
}
