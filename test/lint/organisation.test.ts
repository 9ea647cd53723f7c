/** Units link to each other, people have their roles where those exist, and days with a name are complete. */

import { describe } from "vitest";
import { drop, put } from "../support/source.ts";
import { type Edit, fact, fault, ORGANISATION as file, procedure, scenario } from "./fault.ts";

const SG = procedure("startgesprek");

describe("the organisation", () => {
  fault("a controller that is not there", {
    file,
    change: ["/units/school-a/controller", "bestuur-aa"],
    code: "unknown-controller",
    fix: "bestuur-a",
  });
  fault("a link to a unit that is not there", {
    file,
    change: ["/units/school-a/links/swv", "tpo-33"],
    code: "unknown-unit",
    fix: "tpo-3",
  });
  fault("a link to a unit of another kind", {
    file,
    change: ["/units/school-a/links/swv", "school-b"],
    code: "wrong-unit-kind",
  });
  fault("a role that is not there", {
    file,
    change: ["/people/ib-er/roles/0/role", "school.ibb"],
    code: "unknown-role",
    fix: "school.ib",
  });
  fault("a relation, which nobody has at a unit", {
    file,
    change: ["/people/ib-er/roles/0/role", "dossier.ouder"],
    code: "unknown-role",
  });
  fault("a role at a unit that is not there", {
    file,
    change: ["/people/ib-er/roles/0/unit", "school-aa"],
    code: "unknown-unit",
    fix: "school-a",
  });
  fault("a role at a unit of another kind", {
    file,
    change: ["/people/ib-er/roles/0/unit", "tpo-3"],
    code: "wrong-unit-kind",
  });
});

describe("a unit that a receiver names", () => {
  const TABLE = "definitions/values/team-per-vraag.json";
  const FACT = fact("team");
  const also = (at: unknown): readonly (readonly [string, Edit])[] => [
    [SG, (json) => put(json, "/states/bij-swv/on/plannen/actions/0/params/to", { role: "swv.tpo", at })],
    [
      FACT,
      (json) =>
        Object.assign(json, {
          id: "team",
          title: "Team",
          type: "scalar",
          lookup: { value: "team-per-vraag", by: [{ path: "dossier.unit" }] },
        }),
    ],
  ];
  const named = (given: Record<string, unknown>): Edit => {
    return (json) => Object.assign(json, { id: "team-per-vraag", title: "Team", source: "ASSUMED", ...given });
  };
  fault("a table with a unit of another kind", {
    file: TABLE,
    change: named({ by: ["school"], table: { "school-a": "tpo-3", "school-b": "school-a" } }),
    also: also({ fact: "team" }),
    at: "/table/school-b",
    code: "wrong-unit-kind",
  });
  fault("a value with a unit that is not there", {
    file: TABLE,
    change: named({ value: "tpo-33" }),
    also: also({ value: "team-per-vraag" }).slice(0, 1),
    at: "/value",
    code: "unknown-unit",
    fix: "tpo-3",
  });
});

describe("the calendar", () => {
  const calendar = "definitions/calendar/indiendagen-tlv.json";
  fault("a day outside its school year", {
    file: calendar,
    change: ["/dates/laatste-indiendag-tlv/2023-2024/0", "2025-05-17"],
    code: "wrong-year",
  });
  fault("a school year that was left out", {
    file: calendar,
    change: (json) => drop(json, "/dates/laatste-indiendag-tlv/2024-2025"),
    at: "/dates/laatste-indiendag-tlv",
    code: "missing-year",
    severity: "warning",
  });
  fault("a scenario that plays in a school year of which it knows no holidays", {
    file: scenario("startgesprek-met-vervolg"),
    change: ["/start", "2051-09-05T09:00:00+02:00"],
    in: "definitions/calendar/kalender.json",
    at: "/publicHolidays",
    code: "missing-year",
    severity: "warning",
  });
  fault("a scenario that plays in a school year of which it does not know the day", {
    file: scenario("startgesprek-met-vervolg"),
    change: ["/start", "2021-09-05T09:00:00+02:00"],
    also: [
      [SG, (json) => put(json, "/terms/plantermijn/until", { calendar: "laatste-indiendag-tlv" })],
      [SG, (json) => drop(json, "/terms/plantermijn/rolls")],
    ],
    in: calendar,
    at: "/dates/laatste-indiendag-tlv",
    code: "missing-year",
    severity: "warning",
  });
  fault("a source of what is not there", {
    file: calendar,
    change: ["/sources/0/of", "/dates/laatste-indiendag-tlv/2044-2045"],
    code: "no-effect",
  });
  fault("a name that two calendars give", {
    file: "definitions/calendar/tweede.json",
    change: (json) => put(json, "/dates", { "laatste-indiendag-tlv": { "2023-2024": ["2024-05-17"] } }),
    also: [["definitions/calendar/tweede.json", (json) => put(json, "/publicHolidays", [])]],
    beside: [[calendar, "/dates/laatste-indiendag-tlv"]],
    at: "/dates/laatste-indiendag-tlv",
    code: "duplicate-day",
  });
});
