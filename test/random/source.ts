/** Whole random sources: small, of one cycle or none and a request or two, with everything that the grammar has a word for. */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isObject, type JsonObject } from "../../definitions/grammar/json.ts";
import { type Draw, drawFrom } from "./draw.ts";
import { type Frame, type Frames, randomFrames } from "./frame.ts";
import { conditions, type Ground, randomProcedure } from "./procedure.ts";
import { randomRules } from "./rules.ts";
import { ROLES } from "./spots.ts";

const base = JSON.parse(
  readFileSync(fileURLToPath(new URL("../engine/fixtures/base.json", import.meta.url)), "utf8"),
) as { readonly roles: JsonObject; readonly organisation: JsonObject; readonly calendars: readonly [JsonObject] };

/** Source files by path, as `load` takes them. */
export function randomSource(numbers: readonly number[]): Map<string, string> {
  const draw = drawFrom(numbers);
  const frames = randomFrames(draw);
  const rules = randomRules(draw, frames);
  const kinds = new Map(
    Object.keys(frames.records).map((kind) => [kind, draw.chance(40) ? homeOf(draw, frames) : undefined]),
  );
  const filedViews = frames.requests.map(({ id }) => `ingediend-${id}`);
  const ground: Ground = { frames, rules, kinds, filedViews, messages: ["bericht", "brief"] };
  const procedures = frames.all.map((frame) => randomProcedure(draw, ground, frame));
  const records = [...kinds].map(([kind, of]) => randomKind(draw, ground, kind, of));
  const files = new Map<string, string>([
    ["definitions/roles.json", JSON.stringify(base.roles)],
    ["definitions/organisation.example.json", JSON.stringify(base.organisation)],
    ["definitions/calendar/dagen.json", JSON.stringify(base.calendars[0])],
  ]);
  const add = (folder: string, parts: readonly JsonObject[], end = ".json") => {
    for (const part of parts) files.set(`${folder}/${String(part["id"])}${end}`, JSON.stringify(part));
  };
  add("definitions/procedures", procedures);
  add("definitions/records", records);
  add("definitions/values", rules.values);
  add("definitions/facts", rules.facts);
  add("definitions/conditions", rules.conditions);
  add("definitions/views", randomViews(draw, ground, procedures, records));
  add("definitions/menus", randomMenus(draw, ground));
  add(
    "definitions/pools",
    frames.requests.flatMap((frame) => frame.pools.map((pool) => randomPool(draw, ground, frame, pool))),
  );
  add("definitions/messages", MESSAGES);
  add(
    "forms/schemas",
    Object.values(frames.forms).map(({ schema }) => schema),
    ".schema.json",
  );
  return files;
}

const MESSAGES: readonly JsonObject[] = [
  {
    id: "bericht",
    via: "notice",
    subject: "Er is iets gebeurd",
    body: "Kijk in het dossier. Het getal is {{values.getal}}.",
  },
  { id: "brief", via: "letter", subject: "Een brief", body: "Dit is een brief." },
];

/** Numbers, or places that can be full. */
function randomPool(
  draw: Draw,
  { rules, frames }: Ground,
  { id: of }: Frame,
  pool: Frame["pools"][number],
): JsonObject {
  const { id, offer } = pool;
  const start = frames.requests.find((one) => one.id === of);
  const own = Object.values(start?.asks ?? {})[0] ?? [];
  const asked = own.flatMap(({ form, as }) =>
    Object.entries(frames.forms[form]?.spots ?? {})
      .filter(([, { type }]) => type !== "list" && type !== "object")
      .map(([field]) => `instance.forms.${as ?? form}.${field}`),
  );
  const keys = ["dossier.unit", ...asked];
  const period = draw.one(["none", "year", "schoolYear", "halfYear"]);
  const facts = rules.facts.filter((fact) => fact["type"] === "number").map((fact) => ({ fact: String(fact["id"]) }));
  const about = { id, title: `Ruimte ${id}`, ...(draw.chance(80) ? { period } : {}) };
  if (offer === undefined && draw.chance(50)) {
    const isTold = about.period !== "halfYear" && draw.chance(70);
    return { ...about, ...(isTold ? { format: "N{year}-{n:3}" } : {}) };
  }
  return {
    ...about,
    ...(draw.chance(40) ? { by: [draw.one(keys)] } : {}),
    capacity: draw.one<number | JsonObject>([1, 2, { value: "getal" }, 5, ...facts.slice(0, 1)]),
    unit: "plekken",
    ...(offer === undefined ? {} : { full: "wait", offer }),
    ...(offer !== undefined && draw.chance(50) ? { order: [draw.one(["instance.started", ...asked])] } : {}),
  };
}

function homeOf(draw: Draw, { all }: Frames): { [definition: string]: readonly string[] } {
  const { id, states } = draw.one(all);
  return { [id]: draw.one([states.slice(0, -1), states.slice(0, 1)]) };
}

function randomKind(draw: Draw, { frames, rules }: Ground, id: string, of: JsonObject | undefined): JsonObject {
  const spots = Object.entries(frames.forms[frames.records[id] ?? ""]?.spots ?? {});
  const days = spots.filter(([, { type }]) => type === "day").map(([field]) => field);
  const plain = spots.filter(([, { type }]) => type === "text" || type === "number").map(([field]) => field);
  const asked = (frames.all.find((frame) => of?.[frame.id] !== undefined) ?? frames.cycle)?.asks ?? {};
  const bound = Object.values(asked)
    .flat()
    .filter(({ as }) => as === undefined);
  const home = Object.keys(of ?? {});
  const seen = [...home, `input ${frames.records[id] ?? ""}`];
  const others = Object.keys(frames.records).filter((kind) => kind !== id);
  const told = ["dossier.unit", ...others.map((kind) => `records.${kind}.veld-1`)];
  return {
    id,
    title: `Blad ${id}`,
    form: frames.records[id] ?? "",
    of: of ?? (others.length > 0 && draw.chance(15) ? "record" : "dossier"),
    roles: [...new Set(["balie.gids", ...draw.some([...ROLES, "dossier.eigenaar"], 2)])],
    ...conditions(draw, rules, seen, "requires", 15),
    ...conditions(draw, rules, seen, "advises", 15),
    ...conditions(draw, rules, home, "keeps", 10),
    ...(plain.length > 0 && draw.chance(20) ? { unique: [draw.one(plain)] } : {}),
    ...(days.length > 0 && draw.chance(40) ? { dated: draw.one(days) } : {}),
    merge: draw.one(["entry", "field"]),
    ...(draw.chance(35) ? { stream: draw.one(["boek", "kas"]) } : {}),
    ...(bound.length > 0 && draw.chance(30)
      ? { binds: { form: draw.one(bound).form, changed: draw.one(["void", "keep"]) } }
      : {}),
    ...(draw.chance(50) ? { revocable: true } : {}),
    ...(draw.chance(25)
      ? {
          discloses: {
            to: draw.one(["depot.hoofd", "depot.keurder"]),
            fields: draw.some(told, 2).concat("dossier.opened"),
          },
        }
      : {}),
  };
}

function randomViews(
  draw: Draw,
  { frames, rules }: Ground,
  procedures: readonly JsonObject[],
  records: readonly JsonObject[],
): JsonObject[] {
  const forms = (frame: Frame) => [
    ...new Set(
      Object.values(frame.asks)
        .flat()
        .map(({ form }) => form),
    ),
  ];
  const live = frames.all.map((frame, index): JsonObject => {
    const procedure = procedures[index] ?? {};
    const section = frame.kind === "cycle" ? { steps: "all" } : { [`requests.${frame.id}`]: "all" };
    const shown = Object.fromEntries(forms(frame).map((form) => [`forms.${form}`, "all"]));
    const more = draw.some(["terms", "tasks", "history", "dossier"], 4);
    const sections = { ...section, ...shown, ...Object.fromEntries(more.map((part) => [part, "all"])) };
    return { id: `zicht-${frame.id}`, title: "Zicht", for: actorsIn(procedure), as: "live", sections };
  });
  const filed = frames.requests.map((frame): JsonObject => {
    const shown = Object.fromEntries(
      draw
        .some([...forms(frame), ...(frames.cycle === undefined ? [] : forms(frames.cycle))], 4)
        .map((form) => [`forms.${form}`, someOf(draw, Object.keys(frames.forms[form]?.spots ?? {}))]),
    );
    const kinds = Object.fromEntries(
      draw.some(Object.keys(frames.records), 2).map((kind) => [`records.${kind}`, "all"]),
    );
    const sections = {
      [`requests.${frame.id}`]: someOf(draw, ["state", "label", "outcome", "started"]),
      ...shown,
      ...kinds,
    };
    return {
      id: `ingediend-${frame.id}`,
      title: "Ingediend",
      for: ["depot.keurder", "depot.hoofd"],
      as: "filed",
      sections,
    };
  });
  const kinds = records.map(({ id }): JsonObject => {
    const fields = Object.keys(frames.forms[frames.records[String(id)] ?? ""]?.spots ?? {});
    const when = conditions(draw, rules, [], "when", 30);
    return {
      id: `zicht-${id}`,
      title: "Zicht op een blad",
      for: draw.some(ROLES, 3).concat("dossier.eigenaar"),
      ...when,
      as: "live",
      sections: { [`records.${id}`]: someOf(draw, fields) },
    };
  });
  const front: JsonObject = {
    id: "balie",
    title: "Balie",
    for: ["balie.gids"],
    as: "live",
    sections: { dossier: someOf(draw, ["id", "unit", "title", "opened", "relations"]) },
  };
  return [front, ...live, ...filed, ...kinds];
}

function someOf(draw: Draw, fields: readonly string[]): string | readonly string[] {
  const some = draw.some(fields, 3);
  return some.length > 0 && draw.chance(50) ? some : "all";
}

/** Everybody who is named as acting anywhere in it. */
function actorsIn(procedure: JsonObject): readonly string[] {
  const found = new Set<string>();
  const look = (part: unknown) => {
    if (Array.isArray(part)) part.forEach(look);
    if (!isObject(part)) return;
    const { roles } = part;
    if (Array.isArray(roles)) for (const role of roles) found.add(String(role));
    Object.values(part).forEach(look);
  };
  look(procedure["states"]);
  look(procedure["meta"]);
  return [...found];
}

function randomMenus(draw: Draw, { frames, rules }: Ground): JsonObject[] {
  const items = frames.requests.map(({ id }) => id);
  const limit = (word: string) => {
    const [holds] = (conditions(draw, rules, [], "holds", 25)["holds"] ?? []) as readonly string[];
    return holds === undefined
      ? {}
      : { [word]: [{ holds, ...(draw.chance(40) ? { except: [draw.one(items)] } : {}) }] };
  };
  return draw.times(0, 2, (index) => ({
    id: `kaart-${index + 1}`,
    title: "Kaart",
    items,
    ...(draw.chance(50) ? { max: draw.one<number | JsonObject>([2, 1, { value: "getal" }]) } : {}),
    ...(items.length === 2 && draw.chance(60) ? { pairs: [items] } : {}),
    ...limit("requires"),
    ...limit("advises"),
    ...(draw.chance(25) ? { from: draw.one(["2023-01-01", "2023-10-20"]) } : {}),
    ...(draw.chance(25) ? { until: draw.one(["2030-01-01", "2023-11-20"]) } : {}),
    ...(draw.chance(40) ? { channel: "nieuw" } : {}),
  }));
}
