/** Checks the days with a name, each in its own year and no year left out, and that every source is of something. */

import type { Finding } from "../../../definitions/grammar/finding.ts";
import { dig, type Json } from "../../../definitions/grammar/json.ts";
import type { Calendar } from "../../../definitions/grammar/types.generated.ts";
import { isDay, schoolYear } from "../../rules/days.ts";
import { error, type Found, inFile, step, warning } from "./found.ts";
import type { Known } from "./known.ts";

export function calendarFindings({ release: { calendars }, days }: Known): Finding[] {
  return Object.entries(calendars).flatMap(([id, calendar]) => {
    const { dates } = calendar;
    const found = Object.entries(dates ?? {}).flatMap(([name, perYear]) => [
      ...(days.filter((day) => day === name).length > 1 ? [twice(name)] : []),
      ...yearFaults(name, perYear),
    ]);
    return inFile(`definitions/calendar/${id}.json`, [...found, ...sourceFaults(calendar)]);
  });
}

/** A source of nothing is a source that somebody believes to be there. */
function sourceFaults(calendar: Calendar): Found[] {
  return (calendar.sources ?? []).flatMap(({ of }, index) => {
    if (dig(calendar as unknown as Json, of.split("/").slice(1)) !== undefined) return [];
    const message = `“${of}” staat niet in deze kalender. Verbeter de plaats, of haal de bron weg.`;
    return [error(`/sources/${index}/of`, "no-effect", message)];
  });
}

function twice(name: string): Found {
  const message = `“${name}” staat in meer dan één kalender. Laat de naam op één plek staan.`;
  return error(`/dates${step(name)}`, "duplicate-day", message);
}

function yearFaults(name: string, perYear: NonNullable<Calendar["dates"]>[string]): Found[] {
  const here = `/dates${step(name)}`;
  const wrong = Object.entries(perYear).flatMap(([year, days]) =>
    days.flatMap((day, index) => {
      if (isDay(day) && schoolYear(day) === year) return [];
      const message = `“${day}” valt niet in schooljaar ${year}. Verbeter de dag of het schooljaar.`;
      return [error(`${here}${step(year)}${step(index)}`, "wrong-year", message)];
    }),
  );
  const starts = Object.keys(perYear).map((year) => Number(year.slice(0, 4)));
  const [first, last] = [Math.min(...starts), Math.max(...starts)];
  const missing = Array.from({ length: Math.min(last - first, 100) }, (_none, index) => first + index)
    .filter((year) => !starts.includes(year))
    .map((year) => `${year}-${year + 1}`);
  if (missing.length === 0) return wrong;
  const message = `Voor “${name}” ontbreekt: ${missing.join(", ")}. Vul voor elk schooljaar een dag in.`;
  return [...wrong, warning(here, "missing-year", message)];
}
