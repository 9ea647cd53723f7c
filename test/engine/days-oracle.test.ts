/** Counting days, months and years gives what Temporal gives. */

import fc from "fast-check";
import {
  addDays,
  addMonths,
  addYears,
  create,
  diffDays,
  diffMonths,
  diffYears,
  toString as print,
} from "temporal-polyfill/fns/PlainDate";
import { describe, expect, it } from "vitest";
import { dayBook, elapsed, isDay, shift } from "../../engine/rules/days.ts";

const book = dayBook([]);
/** Any day of the years 1 to 9998, as the number of days after the first of January of year 1. */
const day = fc.integer({ min: 0, max: 3_651_000 }).map((n) => print(addDays(create(1, 1, 1), n)));

function plain(text: string) {
  const [year = 0, month = 0, date = 0] = text.split("-").map(Number);
  return create(year, month, date);
}

describe("Counting without a library", () => {
  it("moves by days, months and years as Temporal does", () => {
    const moves = { days: addDays, months: addMonths, years: addYears };
    for (const unit of ["days", "months", "years"] as const) {
      fc.assert(
        fc.property(day, fc.integer({ min: -600, max: 600 }), (from, n) => {
          const to = print(moves[unit](plain(from), n));
          fc.pre(/^\d{4}-/.test(to));
          expect([from, n, unit, shift(from, n, unit, book)]).toEqual([from, n, unit, to]);
        }),
        { numRuns: 2_000, seed: 6 },
      );
    }
  });

  it("measures in days, months and years as Temporal does, backwards too", () => {
    const spans = { days: diffDays, months: diffMonths, years: diffYears };
    for (const unit of ["days", "months", "years"] as const) {
      fc.assert(
        fc.property(day, day, (from, to) => {
          const whole = Math.trunc(spans[unit](plain(from), plain(to))) + 0;
          expect([from, to, unit, elapsed(from, to, unit, book) + 0]).toEqual([from, to, unit, whole]);
        }),
        { numRuns: 2_000, seed: 6 },
      );
    }
  });

  it("knows a real day from one that is not", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9999 }),
        fc.integer({ min: 0, max: 13 }),
        fc.integer({ min: 0, max: 32 }),
        (y, m, d) => {
          const pad = (n: number, width: number) => String(n).padStart(width, "0");
          const text = `${pad(y, 4)}-${pad(m, 2)}-${pad(d, 2)}`;
          const real =
            m >= 1 && m <= 12 && d >= 1 && d <= Number(print(addDays(addMonths(create(y, m, 1), 1), -1)).slice(-2));
          expect([text, isDay(text)]).toEqual([text, real]);
        },
      ),
      { numRuns: 3_000, seed: 6 },
    );
  });
});
