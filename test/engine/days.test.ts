/** Days are local calendar days: no clock time, no time zone, no summer time. */

import { describe, expect, it } from "vitest";
import {
  dayBook,
  elapsed,
  inWords,
  isDay,
  localDay,
  rollToWorkday,
  schoolYear,
  shift,
} from "../../engine/rules/days.ts";
import { fixture } from "../support/world.ts";

const { days } = fixture("facts").release;

describe("A day", () => {
  it("is one that exists, written as such", () => {
    for (const day of ["2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"]) expect(isDay(day)).toBe(true);
    for (const day of [
      "2023-02-29",
      "1900-02-29",
      "2023-13-01",
      "2023-04-31",
      "2023-00-10",
      "2023-1-1",
      "+10000-01-01",
    ])
      expect(isDay(day)).toBe(false);
    for (const day of [undefined, null, 20230101, "", "vandaag", ["2023-01-01"]]) expect(isDay(day)).toBe(false);
  });

  it("reads in words", () => {
    expect(inWords("2022-11-07")).toBe("7 november 2022");
    expect(inWords("2024-05-01")).toBe("1 mei 2024");
  });

  it("belongs to a school year from 1 August", () => {
    expect(schoolYear("2023-07-31")).toBe("2022-2023");
    expect(schoolYear("2023-08-01")).toBe("2023-2024");
  });

  it("is that of Amsterdam for an instant, in winter, in summer, and in the night the clock moves", () => {
    expect(localDay("2024-01-31T22:59:59Z")).toBe("2024-01-31");
    expect(localDay("2024-01-31T23:00:00Z")).toBe("2024-02-01");
    expect(localDay("2024-07-31T21:59:59Z")).toBe("2024-07-31");
    expect(localDay("2024-07-31T22:00:00Z")).toBe("2024-08-01");
    expect(localDay("2024-03-30T23:30:00Z")).toBe("2024-03-31");
    expect(localDay("2024-10-27T22:30:00Z")).toBe("2024-10-27");
  });
});

describe("Moving a day", () => {
  it("by days and weeks goes through leap days and the nights that the clock moves", () => {
    expect(shift("2024-02-28", 1, "days", days)).toBe("2024-02-29");
    expect(shift("2023-02-28", 1, "days", days)).toBe("2023-03-01");
    expect(shift("2024-03-25", 1, "weeks", days)).toBe("2024-04-01");
    expect(shift("2024-10-21", 1, "weeks", days)).toBe("2024-10-28");
    expect(shift("2024-03-01", -1, "days", days)).toBe("2024-02-29");
  });

  it("by months and years ends on the last day of a month that is shorter", () => {
    expect(shift("2024-01-31", 1, "months", days)).toBe("2024-02-29");
    expect(shift("2023-01-31", 1, "months", days)).toBe("2023-02-28");
    expect(shift("2024-02-29", 1, "years", days)).toBe("2025-02-28");
    expect(shift("2024-03-31", -1, "months", days)).toBe("2024-02-29");
    expect(shift("2023-11-30", 3, "months", days)).toBe("2024-02-29");
  });

  it("by workdays counts no weekend and no public holiday", () => {
    expect(shift("2023-12-22", 1, "workdays", days)).toBe("2023-12-27");
    expect(shift("2023-12-27", -1, "workdays", days)).toBe("2023-12-22");
    expect(shift("2023-09-08", 5, "workdays", days)).toBe("2023-09-15");
    expect(shift("2023-09-09", 0, "workdays", days)).toBe("2023-09-09");
  });

  it("by school weeks counts no day of a holiday", () => {
    expect(shift("2023-10-09", 1, "schoolweeks", days)).toBe("2023-10-25");
    expect(shift("2023-10-09", 0, "schoolweeks", days)).toBe("2023-10-09");
  });

  it("never leaves the years that can be written in four digits", () => {
    expect(shift("9999-12-30", 20_000, "years", days)).toBe("9999-12-31");
    expect(shift("0001-01-01", -20_000, "months", days)).toBe("0000-01-01");
  });
});

describe("Rolling to a workday", () => {
  it("leaves a workday, and goes on from a weekend or a holiday", () => {
    expect(rollToWorkday("2024-05-17", days)).toBe("2024-05-17");
    expect(rollToWorkday("2024-05-18", days)).toBe("2024-05-21");
    expect(rollToWorkday("2024-05-20", days)).toBe("2024-05-21");
    expect(rollToWorkday("2023-12-23", days)).toBe("2023-12-27");
  });
});

describe("What lies between two days", () => {
  it("is counted in whole units, back as well", () => {
    expect(elapsed("2024-02-28", "2024-03-01", "days", days)).toBe(2);
    expect(elapsed("2024-03-01", "2024-02-28", "days", days)).toBe(-2);
    expect(elapsed("2023-09-04", "2023-09-17", "weeks", days)).toBe(1);
    expect(elapsed("2024-01-31", "2024-02-29", "months", days)).toBe(1);
    expect(elapsed("2016-02-29", "2024-02-28", "years", days)).toBe(7);
    expect(elapsed("2016-02-29", "2024-02-29", "years", days)).toBe(8);
    expect(elapsed("2023-12-22", "2023-12-27", "workdays", days)).toBe(1);
    expect(elapsed("2023-10-09", "2023-10-25", "schoolweeks", days)).toBe(1);
  });
});

describe("A day with a name", () => {
  it("is the first to come, or the last of this school year", () => {
    expect(days.named("inleverdag", "2023-11-15", false)).toBe("2023-11-15");
    expect(days.named("inleverdag", "2023-11-16", false)).toBe("2024-03-15");
    expect(days.named("inleverdag", "2025-03-15", false)).toBeUndefined();
    expect(days.named("inleverdag", "2024-05-01", true)).toBe("2024-03-15");
    expect(days.named("inleverdag", "2025-09-01", true)).toBeUndefined();
    for (const id of ["niets", "constructor", "__proto__"]) expect(days.named(id, "2023-11-15", false)).toBeUndefined();
  });

  it("is there in a world without a calendar: nothing is a holiday", () => {
    const none = dayBook([]);
    expect(none.isHoliday("2023-12-25")).toBe(false);
    expect(none.named("inleverdag", "2023-11-15", false)).toBeUndefined();
  });
});
