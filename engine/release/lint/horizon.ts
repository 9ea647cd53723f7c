/** Finds school years that a calendar lacks, while a scenario plays in them and its procedure looks at those days. */

import type { Finding } from "../../../definitions/grammar/finding.ts";
import type { Calendar, Scenario } from "../../../definitions/grammar/types.generated.ts";
import { dayBook, localDay, schoolYear, schoolYearStart, shift } from "../../rules/days.ts";
import { inFile, step, warning } from "./found.ts";
import { type Known, PARTS, type Part } from "./known.ts";
import { onceFor } from "./once.ts";
import { usesOf } from "./uses.ts";

/** What a procedure looks at in a calendar. */
interface Looking {
  readonly days: ReadonlySet<string>;
  readonly schoolweeks: boolean;
  readonly workdays: boolean;
}

export function horizonFindings(known: Known): Finding[] {
  const { calendars } = known.release;
  const asked = new Map<string, Set<string>>();
  const ask = (what: string, year: string) => asked.set(what, (asked.get(what) ?? new Set()).add(year));
  const looking = new Map<string, Looking>();
  for (const scenario of known.linted.scenarios.values()) {
    const years = yearsOf(scenario);
    for (const definition of startedIn(scenario)) {
      const at = looking.get(definition) ?? lookingOf(known, definition);
      looking.set(definition, at);
      const { days, schoolweeks, workdays } = at;
      for (const year of years) {
        for (const day of days) ask(`/dates${step(day)}`, year);
        if (schoolweeks) ask("/schoolHolidays", year);
        if (workdays) ask("/publicHolidays", year);
      }
    }
  }
  return [...asked].flatMap(([pointer, years]) => {
    // Holidays of all calendars count together; a day with a name stands in one.
    const having = Object.entries(calendars).map(([id, calendar]) => ({ id, years: yearsAt(calendar, pointer) }));
    const [first] = having.filter((one) => one.years.length > 0);
    const there = having.flatMap((one) => one.years).sort();
    // A year that lies between others has its own finding.
    const isOutside = (year: string) => year < (there[0] ?? "") || year > (there.at(-1) ?? "");
    const missing = [...years].filter(isOutside).sort();
    if (first === undefined || missing.length === 0) return [];
    const message = `Een scenario speelt in ${missing.join(", ")}, en daarvan staat hier niets. Vul die schooljaren aan.`;
    return inFile(`definitions/calendar/${first.id}.json`, [warning(pointer, "missing-year", message)]);
  });
}

/** The school years of which a calendar has something at this place. */
function yearsAt({ publicHolidays, schoolHolidays, dates }: Calendar, pointer: string): readonly string[] {
  if (pointer === "/publicHolidays") return publicHolidays.map(({ day }) => schoolYear(day));
  if (pointer === "/schoolHolidays") {
    return Object.values(schoolHolidays).flatMap((list) => list.map(({ from }) => schoolYear(from)));
  }
  const [named] = Object.entries(dates ?? {}).filter(([day]) => `/dates${step(day)}` === pointer);
  return Object.keys(named?.[1] ?? {});
}

function startedIn({ steps }: Scenario): ReadonlySet<string> {
  return new Set(steps.flatMap(({ do: body }) => (body?.type === "start" ? body.definitions : [])));
}

/** Every school year from the start of a scenario until the end of all its waiting. */
function yearsOf({ start, steps }: Scenario): readonly string[] {
  const book = dayBook([]);
  const first = localDay(start);
  const last = steps.reduce((day, { wait }) => (wait === undefined ? day : shift(day, wait.n, wait.unit, book)), first);
  const count = Math.min(schoolYearStart(last) - schoolYearStart(first), 50) + 1;
  return Array.from({ length: count }, (_none, index) => {
    const year = schoolYearStart(first) + index;
    return `${year}-${year + 1}`;
  });
}

/** Through every condition, fact and value that the procedure uses. */
function lookingOf(known: Known, definition: string): Looking {
  const uses = usesOf(known);
  const counting = countingIn(known);
  const seen = new Set([`definition ${definition}`]);
  for (const name of seen) for (const next of uses.get(name) ?? []) seen.add(next);
  const names = [...seen];
  return {
    days: new Set(names.flatMap((name) => (name.startsWith("calendar ") ? [name.slice(9)] : []))),
    schoolweeks: names.some((name) => counting.schoolweeks.has(name)),
    workdays: names.some((name) => counting.workdays.has(name)),
  };
}

/** The parts that count in days of a calendar themselves, by kind and id. */
const countingIn = onceFor((known: Known) => {
  const [schoolweeks, workdays] = [new Set<string>(), new Set<string>()];
  for (const kind of Object.keys(PARTS) as Part[]) {
    for (const [id, part] of Object.entries<unknown>(known.release[PARTS[kind].part])) {
      const text = JSON.stringify(part);
      if (text.includes('"unit":"schoolweeks"')) schoolweeks.add(`${kind} ${id}`);
      if (/"unit":"workdays"|"rolls":"workday"/.test(text)) workdays.add(`${kind} ${id}`);
    }
  }
  return { schoolweeks, workdays };
});
