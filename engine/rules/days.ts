/** Local calendar days, and counting with them: in days, workdays, weeks, school weeks, months and years. */

import type { Calendar, Menu, Unit } from "../../definitions/grammar/types.generated.ts";
import type { Day } from "../streams/event.ts";
import { type ChannelEnd, channelEnds } from "./channel.ts";

/** Days since 1 January 1970. */
type Count = number;

/** The calendar of one region, made ready for counting, and the last days of ways in. Days are `2023-12-25`. */
export interface DayBook {
  readonly isHoliday: (day: Day) => boolean;
  readonly isSchoolHoliday: (day: Day) => boolean;
  /** The first such day not before `today`; of a school year, the last such day. */
  readonly named: (id: string, today: Day, inSchoolYear: boolean) => Day | undefined;
  readonly channelEnd: (channel: string) => ChannelEnd;
}

/** One day book of all calendars together; the region of the first one rules the school holidays. */
export function dayBook(calendars: readonly Calendar[], menus: readonly Menu[] = []): DayBook {
  const holidays = new Set(calendars.flatMap((calendar) => calendar.publicHolidays.map(({ day }) => day)));
  const breaks = calendars.flatMap((calendar) => calendar.schoolHolidays[calendar.region] ?? []);
  const dates = new Map(calendars.flatMap((calendar) => Object.entries(calendar.dates ?? {})));
  return {
    channelEnd: channelEnds(menus),
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
      return write(date + n);
    case "weeks":
      return write(date + n * 7);
    case "months":
      return write(addMonths(day, n));
    case "years":
      return write(addMonths(day, n * 12));
    case "workdays":
      return counting(date, n, (at, written) => isWeekday(at) && !book.isHoliday(written));
    case "schoolweeks":
      return counting(date, n * 7, (_at, written) => !book.isSchoolHoliday(written));
    default:
      return unit satisfies never;
  }
}

/** The day itself when work is done on it, else the next workday. */
export function rollToWorkday(day: Day, book: DayBook): Day {
  let date = read(day);
  while (!isWeekday(date) || book.isHoliday(write(date))) date += 1;
  return write(date);
}

/** Whole units from one day to another; negative when `to` is earlier. */
export function elapsed(from: Day, to: Day, unit: Unit, book: DayBook): number {
  const [start, end] = [read(from), read(to)];
  switch (unit) {
    case "days":
      return end - start;
    case "weeks":
      return Math.trunc((end - start) / 7);
    case "months":
      return wholeMonths(from, to);
    case "years":
      return Math.trunc(wholeMonths(from, to) / 12);
    case "workdays":
      return counted(start, end, (at, written) => isWeekday(at) && !book.isHoliday(written));
    case "schoolweeks":
      return Math.trunc(counted(start, end, (_at, written) => !book.isSchoolHoliday(written)) / 7);
    default:
      return unit satisfies never;
  }
}

/** A real calendar day, written as such. */
export function isDay(value: unknown): value is Day {
  return typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) && write(read(value)) === value;
}

const MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split(" ");

/** `7 november 2022`, for people. */
export function inWords(day: Day): string {
  const [year, month, date] = day.split("-").map(Number);
  return `${date} ${MONTHS[(month ?? 1) - 1]} ${year}`;
}

const DAY_MS = 86_400_000;

/** JavaScript's own calendar, in UTC: the proleptic Gregorian one, without time zones and clocks. */
function read(day: Day): Count {
  const [year, month, date] = partsOf(day);
  return countOf(year, month, date);
}

function countOf(year: number, month: number, date: number): Count {
  // Date.UTC takes the years 0 to 99 for those of last century; setting the year does not.
  return new Date(Date.UTC(2000, month - 1, date)).setUTCFullYear(year, month - 1, date) / DAY_MS;
}

/** Days are compared as texts, so none lies beyond year 9999 or before year 0, where a text begins with a sign. */
function write(date: Count): Day {
  if (date > LAST_COUNT) return LAST;
  return date < FIRST_COUNT ? FIRST : new Date(date * DAY_MS).toISOString().slice(0, FIRST.length);
}

/** The same date in another month; where that month is too short, its last day. */
function addMonths(day: Day, n: number): Count {
  const [year, month, date] = partsOf(day);
  const months = year * 12 + month - 1 + n;
  const [newYear, newMonth] = [Math.floor(months / 12), (((months % 12) + 12) % 12) + 1];
  const last = new Date(countOf(newYear, newMonth + 1, 0) * DAY_MS).getUTCDate();
  return countOf(newYear, newMonth, Math.min(date, last));
}

/** Months that are over, counted towards zero. */
function wholeMonths(from: Day, to: Day): number {
  const [[startYear, startMonth], [endYear, endMonth]] = [partsOf(from), partsOf(to)];
  const months = (endYear - startYear) * 12 + endMonth - startMonth;
  const reached = addMonths(from, months);
  if (from <= to) return reached > read(to) ? months - 1 : months;
  return reached < read(to) ? months + 1 : months;
}

function partsOf(day: Day): readonly [year: number, month: number, date: number] {
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))];
}

/** Monday to Friday; day 0 was a Thursday. */
function isWeekday(date: Count): boolean {
  return (((date + 3) % 7) + 7) % 7 < 5;
}

const FIRST = "0000-01-01";
const LAST = "9999-12-31";
const FIRST_COUNT = read(FIRST);
const LAST_COUNT = read(LAST);

type Counts = (date: Count, written: Day) => boolean;

function counting(from: Count, n: number, counts: Counts): Day {
  const step = n < 0 ? -1 : 1;
  let date = from;
  for (let left = Math.abs(n); left > 0; ) {
    date += step;
    if (counts(date, write(date))) left -= 1;
  }
  return write(date);
}

function counted(from: Count, to: Count, counts: Counts): number {
  const step = from > to ? -1 : 1;
  let total = 0;
  for (let date = from; date !== to; ) {
    date += step;
    if (counts(date, write(date))) total += step;
  }
  return total;
}
