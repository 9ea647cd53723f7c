/** Local calendar days, and counting with them: in days, workdays, weeks, school weeks, months and years. */

import {
  addDays,
  addMonths,
  addYears,
  compare,
  create,
  dayOfWeek,
  diffDays,
  diffMonths,
  diffYears,
  toString as print,
} from "temporal-polyfill/fns/PlainDate";
import type { Calendar, Unit } from "../../definitions/grammar/types.generated.ts";
import type { Day } from "../streams/event.ts";

type PlainDate = ReturnType<typeof create>;

/** The calendar of one region, made ready for counting. Days are `2023-12-25`. */
export interface DayBook {
  readonly isHoliday: (day: Day) => boolean;
  readonly isSchoolHoliday: (day: Day) => boolean;
  /** The first such day not before `today`; of a school year, the last such day. */
  readonly named: (id: string, today: Day, inSchoolYear: boolean) => Day | undefined;
}

/** One day book of all calendars together; the region of the first one rules the school holidays. */
export function dayBook(calendars: readonly Calendar[]): DayBook {
  const holidays = new Set(calendars.flatMap((calendar) => calendar.publicHolidays.map(({ day }) => day)));
  const breaks = calendars.flatMap((calendar) => calendar.schoolHolidays[calendar.region] ?? []);
  const dates = new Map(calendars.flatMap((calendar) => Object.entries(calendar.dates ?? {})));
  return {
    isHoliday: (day) => holidays.has(day),
    isSchoolHoliday: (day) => breaks.some(({ from, until }) => from <= day && day <= until),
    named(id, today, inSchoolYear) {
      const perYear = dates.get(id);
      if (perYear === undefined) return undefined;
      if (inSchoolYear) return [...(perYear[schoolYear(today)] ?? [])].sort().at(-1);
      const coming = Object.values(perYear).flat();
      return coming.filter((day: Day) => day >= today).sort()[0];
    },
  };
}

/** The local day in Europe/Amsterdam of a UTC instant: what was saved after midnight counts for the new day. */
export function localDay(at: string): Day {
  amsterdam ??= new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Amsterdam", dateStyle: "short" });
  return amsterdam.format(Date.parse(at));
}

let amsterdam: Intl.DateTimeFormat | undefined;

/** A school year runs from 1 August: `2023-2024`. */
export function schoolYear(day: Day): string {
  const first = schoolYearStart(day);
  return `${first}-${first + 1}`;
}

/** The first calendar year of the school year that the day is in. */
export function schoolYearStart(day: Day): number {
  const year = Number(day.slice(0, 4));
  return day.slice(5) >= "08-01" ? year : year - 1;
}

/** The day that lies `n` units after (before when negative). */
export function shift(day: Day, n: number, unit: Unit, book: DayBook): Day {
  const date = read(day);
  switch (unit) {
    case "days":
      return write(addDays(date, n));
    case "weeks":
      return write(addDays(date, n * 7));
    case "months":
      return write(addMonths(date, n));
    case "years":
      return write(addYears(date, n));
    case "workdays":
      return counting(date, n, (at, written) => dayOfWeek(at) <= 5 && !book.isHoliday(written));
    case "schoolweeks":
      return counting(date, n * 7, (_at, written) => !book.isSchoolHoliday(written));
    default:
      return unit satisfies never;
  }
}

/** The day itself when work is done on it, else the next workday. */
export function rollToWorkday(day: Day, book: DayBook): Day {
  let date = read(day);
  while (dayOfWeek(date) > 5 || book.isHoliday(write(date))) date = addDays(date, 1);
  return write(date);
}

/** Whole units from one day to another; negative when `to` is earlier. */
export function elapsed(from: Day, to: Day, unit: Unit, book: DayBook): number {
  const [start, end] = [read(from), read(to)];
  switch (unit) {
    case "days":
      return diffDays(start, end);
    case "weeks":
      return Math.trunc(diffDays(start, end) / 7);
    case "months":
      return Math.trunc(diffMonths(start, end));
    case "years":
      return Math.trunc(diffYears(start, end));
    case "workdays":
      return counted(start, end, (at, written) => dayOfWeek(at) <= 5 && !book.isHoliday(written));
    case "schoolweeks":
      return Math.trunc(counted(start, end, (_at, written) => !book.isSchoolHoliday(written)) / 7);
    default:
      return unit satisfies never;
  }
}

/** A real calendar day, written as such. */
export function isDay(value: unknown): value is Day {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  try {
    return write(read(value)) === value;
  } catch {
    return false;
  }
}

const MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split(" ");

/** `7 november 2022`, for people. */
export function inWords(day: Day): string {
  const [year, month, date] = day.split("-").map(Number);
  return `${date} ${MONTHS[(month ?? 1) - 1]} ${year}`;
}

/** Days come back again and again: reading each once saves most of the cost of counting. */
const known = new Map<Day, PlainDate>();
const MOST_KNOWN = 4_000;

function read(day: Day): PlainDate {
  const before = known.get(day);
  if (before !== undefined) return before;
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  const made = create(year, month, date);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(day, made);
  return made;
}

/** Days are compared as texts, so none lies beyond year 9999 or before year 0, where a text begins with a sign. */
function write(date: PlainDate): Day {
  const text = print(date);
  if (text.length === FIRST.length) return text;
  return text.startsWith("-") ? FIRST : LAST;
}

const FIRST = "0000-01-01";
const LAST = "9999-12-31";

type Counts = (date: PlainDate, written: Day) => boolean;

function counting(from: PlainDate, n: number, counts: Counts): Day {
  const step = n < 0 ? -1 : 1;
  let date = from;
  for (let left = Math.abs(n); left > 0; ) {
    date = addDays(date, step);
    if (counts(date, write(date))) left -= 1;
  }
  return write(date);
}

function counted(from: PlainDate, to: PlainDate, counts: Counts): number {
  const step = compare(from, to) > 0 ? -1 : 1;
  let total = 0;
  for (let date = from; compare(date, to) !== 0; ) {
    date = addDays(date, step);
    if (counts(date, write(date))) total += step;
  }
  return total;
}
