/** Facts are computed from the dossier by one operator each; undefined while something they need is not there. */

import { describe, expect, it } from "vitest";
import { fact } from "../../engine/rules/fact.ts";
import { workOn } from "../../engine/run/whole.ts";
import { scopeIn } from "../../engine/run/work.ts";
import { as, atNight, type Given, given } from "../support/given.ts";
import { contextOf, fixture } from "../support/world.ts";

const world = fixture("facts");
const opened = given(world, as("gids", "2023-11-01").open());
const begun = opened.and(as("gids").start("ronde"), as("gids").start("lening"));

function seen(of: Given, id: string, instance?: string) {
  const work = workOn("dossier", of.state, contextOf(world, 99, "gids", of.day));
  return fact(scopeIn(work, instance === undefined ? undefined : of.instance(instance)), id);
}

const worked = (dag: string, more: { [field: string]: string | number } = {}) =>
  as("gids").record("werk", { dag, ...more });
const busy = begun.and(
  worked("2023-09-04", { aantal: 2, wie: "mo", tot: "2023-09-08" }),
  worked("2023-10-20", { aantal: 7.5, wie: "kees", tot: "2023-10-27" }),
  worked("2023-10-23", { aantal: 1, wie: "mo" }),
  as("chef").record("werk", { dag: "2023-10-31" }),
);

describe("count", () => {
  it("counts rows, by what they hold and who made them", () => {
    expect(seen(begun, "werk-keren")).toBe(0);
    expect(seen(busy, "werk-keren")).toBe(4);
    expect(seen(busy, "veel-werk")).toBe(1);
    expect(seen(busy, "werk-van-gids")).toBe(3);
  });

  it("counts no record that was replaced or withdrawn", () => {
    const mended = busy.and(
      as("gids").record("werk", { dag: "2023-09-04" }, { replaces: "werk-1" }),
      as("gids").withdraw("werk-2"),
    );
    expect(seen(mended, "werk-keren")).toBe(3);
  });

  it("counts within the last days: today is in, the first day of the period is not", () => {
    expect(seen(busy, "laatste-twee-weken")).toBe(3);
    expect(seen(busy.and(as("gids", "2023-11-03").record("werk", { dag: "2023-11-03" })), "laatste-twee-weken")).toBe(
      3,
    );
    expect(seen(busy.and(as("gids", "2023-11-02").record("werk", { dag: "2023-11-02" })), "laatste-twee-weken")).toBe(
      4,
    );
  });

  it("counts between anchors, and is unknown while one has not happened", () => {
    expect(seen(busy, "sinds-eerste-maning", "lening-1")).toBeUndefined();
    const urged = busy.and(as("gids").act("lening-1", "manen", { input: { aantal: 1 }, occurredOn: "2023-10-23" }));
    expect(seen(urged, "sinds-eerste-maning", "lening-1")).toBe(2);
    expect(seen(busy, "tot-inleverdag")).toBe(4);
  });

  it("answers the highest calendar bucket: weeks begin on Monday", () => {
    expect(seen(begun, "per-week")).toBe(0);
    expect(seen(busy, "per-week")).toBe(1);
    expect(seen(busy.and(worked("2023-10-29")), "per-week")).toBe(2);
    expect(seen(busy.and(worked("2023-10-30")), "per-week")).toBe(2);
  });

  it("counts requests, actions, and records of an instance or a cycle", () => {
    const more = begun.and(as("gids").start("lening"), as("gids").act("lening-1", "stoppen"));
    expect(seen(more, "open-leningen")).toBe(1);
    expect(seen(more, "teruggebracht")).toBe(1);
    expect(seen(more, "van-deze-ronde")).toBe(2);
    expect(seen(more, "aanvragen")).toBe(2);
    expect(seen(more, "aanvragen", "lening-1")).toBe(1);
    expect(seen(more, "andere-aanvragen")).toBe(0);
    expect(seen(more, "open-aanvragen-niet-ingediend")).toBe(1);
    const urged = begun.and(
      as("gids").act("lening-1", "manen", { input: { aantal: 1 } }),
      as("gids").act("lening-1", "manen", { input: { aantal: 3 } }),
      as("gids").record("schade", { aantal: 1 }, { of: "lening-1" }),
    );
    expect(seen(urged, "maningen", "lening-1")).toBe(1);
    expect(seen(urged, "schade-hier", "lening-1")).toBe(1);
    expect(seen(busy, "werk-in-ronde")).toBe(4);
    expect(seen(busy.and(as("gids").start("ronde")), "werk-in-ronde")).toBe(0);
  });

  it("counts the rows of a list, on the local day on which the list was saved", () => {
    const listed = begun.and(
      atNight(as("gids", "2023-11-02").save("ronde-1", "plan", { doelen: [{ doel: "a", punten: 3 }, { doel: "b" }] })),
    );
    expect(seen(begun, "doelen")).toBe(0);
    expect(seen(listed, "doelen")).toBe(2);
    expect(seen(listed, "punten")).toBe(3);
    expect(seen(listed, "doelen-op")).toBe("2023-11-02");
  });
});

describe("sum", () => {
  it("adds a field; a row without it counts as nothing", () => {
    expect(seen(begun, "uren-samen")).toBe(0);
    expect(seen(busy, "uren-samen")).toBe(2 + 8 + 1);
    expect(seen(busy, "per-maand")).toBe(9);
  });

  it("multiplies in each row, and rounds each row half up", () => {
    expect(seen(busy, "kosten")).toBe(10_100 + 37_875 + 5_050);
  });
});

describe("distinct", () => {
  it("counts different values; a row without the field counts as nothing", () => {
    expect(seen(begun, "wie-werkte")).toBe(0);
    expect(seen(busy, "wie-werkte")).toBe(2);
    expect(seen(busy, "wie-schreef")).toBe(2);
  });
});

describe("earliest and latest", () => {
  it("answer a day, and nothing when there is none", () => {
    expect(seen(begun, "eerste-dag")).toBeUndefined();
    expect(seen(busy, "eerste-dag")).toBe("2023-09-04");
    expect(seen(busy, "laatste-tot")).toBe("2023-10-27");
  });
});

describe("minus and times", () => {
  it("compute with numbers, values and facts", () => {
    expect(seen(busy, "ruimte")).toBe(6);
    expect(seen(busy, "dubbel")).toBe(6);
  });

  it("are unknown when one of the two is not a number", () => {
    const born = begun.and(as("gids").save("ronde-1", "plan", { geboren: "2015-06-01" }));
    expect(seen(begun, "zonder")).toBeUndefined();
    expect(seen(born, "zonder")).toBeUndefined();
  });
});

describe("lookup", () => {
  it("reads a table by one key after another", () => {
    expect(seen(begun.and(as("gids").save("ronde-1", "plan", { maat: "groot" })), "prijs")).toBe(100);
  });

  it("is unknown where the table says nothing, also when JavaScript would know it", () => {
    expect(seen(begun, "prijs")).toBeUndefined();
    for (const maat of ["klein", "constructor", "__proto__", "toString"]) {
      expect(seen(begun.and(as("gids").save("ronde-1", "plan", { maat })), "prijs")).toBeUndefined();
    }
  });
});

describe("days", () => {
  const born = begun.and(as("gids").save("ronde-1", "plan", { geboren: "2015-11-02" }));

  it("elapsed gives whole units: an age is a year short until the day itself", () => {
    expect(seen(begun, "leeftijd")).toBeUndefined();
    expect(seen(born, "leeftijd")).toBe(7);
    expect(seen(born.and(as("gids", "2023-11-02").start("lening")), "leeftijd")).toBe(8);
  });

  it("shift goes on and back", () => {
    expect(seen(begun, "over-een-maand")).toBe("2023-12-01");
    expect(seen(begun, "twee-weken-terug")).toBe("2023-10-18");
  });

  it("schoolYear is a number, notAfter compares days, with the last such day of the school year", () => {
    expect(seen(begun, "dit-jaar")).toBe(2023);
    expect(seen(begun, "op-tijd")).toBe(true);
    expect(seen(begun.and(as("gids", "2024-03-16").start("lening")), "op-tijd")).toBe(false);
    expect(seen(begun.and(as("gids", "2025-09-01").start("lening")), "op-tijd")).toBeUndefined();
  });
});

describe("same", () => {
  const sized = (maat: string) => begun.and(as("gids").save("ronde-1", "plan", { maat }));

  it("compares with a value, or with the newest of a kind of record; it is unknown while one is missing", () => {
    expect(seen(begun, "is-groot")).toBeUndefined();
    expect(seen(sized("groot"), "is-groot")).toBe(true);
    expect(seen(sized("klein"), "is-groot")).toBe(false);
    expect(seen(sized("mo"), "zelfde-maat")).toBeUndefined();
    const work = sized("mo").and(worked("2023-09-04", { wie: "kees" }), worked("2023-09-05", { wie: "mo" }));
    expect(seen(work, "zelfde-maat")).toBe(true);
    expect(seen(work.and(worked("2023-09-06", { wie: "kees" })), "zelfde-maat")).toBe(false);
  });
});

describe("shift to a workday", () => {
  it("rolls on from a weekend or a holiday", () => {
    expect(seen(begun.and(worked("2023-10-28")), "twee-weken-verder")).toBe("2023-11-13");
    expect(seen(begun.and(worked("2023-10-30")), "twee-weken-verder")).toBe("2023-11-13");
  });
});

describe("overlaps", () => {
  it("is true when two rows share a day; a row without its days overlaps nothing", () => {
    expect(seen(busy, "overlap")).toBe(false);
    expect(seen(busy.and(worked("2023-10-27", { tot: "2023-10-30" })), "overlap")).toBe(true);
    expect(seen(busy.and(worked("2023-10-28", { tot: "2023-10-30" })), "overlap")).toBe(false);
  });

  it("sees a short row inside a long one, with another in between", () => {
    const long = begun.and(worked("2023-09-01", { tot: "2023-09-30" }), worked("2023-09-02", { tot: "2023-09-03" }));
    expect(seen(long, "overlap")).toBe(true);
  });
});

describe("A fact", () => {
  it("that asks itself, or that is not there, is unknown", () => {
    expect(seen(begun, "eeuwig")).toBeUndefined();
    for (const id of ["niets", "constructor", "__proto__"]) expect(seen(begun, id)).toBeUndefined();
  });
});
