/** Finds parts that nothing uses: perhaps forgotten, perhaps no longer needed. */

import type { Finding } from "../../../definitions/grammar/finding.ts";
import { isObject } from "../../../definitions/grammar/json.ts";
import { hint, inFile, step } from "./found.ts";
import { fileOf, type Known, PARTS, type Part, ROLES_FILE } from "./known.ts";
import { onceFor } from "./once.ts";
import { placesAt } from "./places.ts";

/** Where names of other parts stand; what stands under `path`, `value`, `fact` and in texts is found everywhere. */
const NAMED: Readonly<Partial<Record<Part, readonly (readonly [pattern: string, kind: Part])[]>>> = {
  definition: [
    ["meta/start/requires/*", "condition"],
    ["meta/start/advises/*", "condition"],
    ["meta/group/joins/*", "condition"],
    ["meta/group/shared/*", "form"],
    ["meta/resources/*", "resource"],
    ["terms/*/start/holds/*", "condition"],
    ["terms/*/stop/holds/*", "condition"],
    ["terms/*/before/*/message/template", "message"],
    ["states/*/meta/forms/*/form", "form"],
    ["states/*/meta/when/*/holds/*", "condition"],
    ["states/*/meta/resources/*", "resource"],
    ["states/*/on/*/~/guard", "condition"],
    ["states/*/on/*/~/meta/requires/*", "condition"],
    ["states/*/on/*/~/meta/advises/*", "condition"],
    ["states/*/on/*/~/meta/keeps/*", "condition"],
    ["states/*/on/*/~/meta/input", "form"],
    ["states/*/on/*/~/actions/*/params/template", "message"],
    ["states/*/on/*/~/actions/*/params/pool", "pool"],
  ],
  condition: [
    ["all/*", "condition"],
    ["any/*", "condition"],
  ],
  fact: [["lookup/value", "value"]],
  record: [
    ["form", "form"],
    ["requires/*", "condition"],
    ["advises/*", "condition"],
    ["keeps/*", "condition"],
  ],
  view: [["when/*", "condition"]],
  menu: [
    ["requires/*/holds", "condition"],
    ["advises/*/holds", "condition"],
  ],
};

const WORDS: Readonly<Partial<Record<Part, string>>> = {
  form: "Niemand vult dit formulier in.",
  condition: "Niets vraagt deze voorwaarde.",
  fact: "Niets gebruikt dit feit.",
  value: "Niets gebruikt deze waarde.",
  record: "Niemand ziet deze vastlegging, en niets kijkt ernaar.",
  message: "Niets stuurt deze mededeling.",
  resource: "Geen procedure noemt dit hulpmiddel.",
  pool: "Geen procedure vraagt deze ruimte.",
};

/** A file that is wrong itself may be what uses it, so then nothing is said. */
export function unusedFindings(known: Known): Finding[] {
  if (known.linted.broken) return [];
  const used = new Set([...usesOf(known).values()].flatMap((names) => [...names]));
  const parts = (Object.keys(WORDS) as Part[]).flatMap((kind) =>
    Object.keys(known.release[PARTS[kind].part])
      .filter((id) => !used.has(`${kind} ${id}`))
      .flatMap((id) => inFile(fileOf(kind, id), [hint("", "unused", `${WORDS[kind]} Gebruik het, of haal het weg.`)])),
  );
  return [...parts, ...unusedDays(known, used), ...unusedRoles(known)];
}

/** What each part names, by its kind and id: `condition x` → `fact y`, `value z`. */
export const usesOf = onceFor((known: Known): ReadonlyMap<string, ReadonlySet<string>> => {
  const parts = (Object.keys(PARTS) as Part[]).flatMap((kind) =>
    Object.entries<unknown>(known.release[PARTS[kind].part]).map(([id, whole]) => {
      const named = (NAMED[kind] ?? []).flatMap(([pattern, of]) =>
        placesAt(whole, pattern).map(({ value }) => `${of} ${String(value)}`),
      );
      return [`${kind} ${id}`, new Set([...named, ...namesIn(whole)])] as const;
    }),
  );
  return new Map(parts);
});

/** References, paths that are keys, and what texts fill in. */
function namesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (typeof value === "string") return namesInText(value);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const [, part = "", id = ""] = PATH.exec(key) ?? [];
    const own = id === "" ? [] : [nameOf(part, id)];
    if (typeof inner !== "string") return [...own, ...namesIn(inner)];
    const named = key === "value" || key === "fact" || key === "calendar" ? [`${key} ${inner}`] : [];
    return [...own, ...named, ...namesInText(inner)];
  });
}

/** The part of the document that it is the path of, or what it fills in. */
function namesInText(text: string): readonly string[] {
  const [, part = "", id = ""] = PATH.exec(text) ?? [];
  if (id !== "") return [nameOf(part, id)];
  if (!text.includes("{{")) return [];
  return [...text.matchAll(IN_TEXT)].map(([, of = "", name = ""]) => nameOf(of, name));
}

const PATH = /^(?:(?:cycle|instance)\.(?=records))?(facts|values|calendar|records)\.([a-z][a-z0-9-]*)/;
const IN_TEXT = /\{\{(facts|values)\.([a-z][a-z0-9-]*)\}\}/g;

function nameOf(part: string, id: string): string {
  return `${part.replace(/s$/, "")} ${id}`;
}

function unusedDays({ release: { calendars } }: Known, used: ReadonlySet<string>): Finding[] {
  return Object.entries(calendars).flatMap(([id, { dates }]) =>
    Object.keys(dates ?? {})
      .filter((name) => !used.has(`calendar ${name}`))
      .flatMap((name) => {
        const message = `Niets gebruikt de vaste dag “${name}”. Gebruik hem, of haal hem weg.`;
        return inFile(`definitions/calendar/${id}.json`, [hint(`/dates${step(name)}`, "unused", message)]);
      }),
  );
}

/** Who does nothing, sees nothing and is told nothing, tries out nothing, and is nobody in the organisation. */
function unusedRoles({ release, rolesAreOpen, linted: { organisation } }: Known): Finding[] {
  if (rolesAreOpen) return [];
  const { roles, ...others } = release;
  const named = JSON.stringify([
    others,
    roles.relations.map(({ assign }) => assign),
    roles.roles.map(({ becomes }) => becomes),
  ]);
  const held = new Set(
    Object.values(organisation?.people ?? {}).flatMap((person) => person.roles.map(({ role }) => role)),
  );
  const simulating = new Set(roles.roles.filter(({ simulates }) => simulates === true).map(({ id }) => id));
  const unused = (part: "roles" | "relations") =>
    roles[part].flatMap(({ id }, index) => {
      if (held.has(id) || simulating.has(id) || named.includes(JSON.stringify(id))) return [];
      const message = `“${id}” doet en ziet nergens iets. Geef deze rol een plek in een procedure of een weergave, of haal haar weg.`;
      return [hint(`/${part}${step(index)}`, "unused", message)];
    });
  return inFile(ROLES_FILE, [...unused("roles"), ...unused("relations")]);
}
