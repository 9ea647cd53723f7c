/** What a page shows at most, said again and simply: by the views for who looks, whatever their conditions say. */

import { isObject, type JsonObject } from "../../definitions/grammar/json.ts";
import type { Page } from "../../engine/run/page.ts";
import type { Actor } from "../../engine/streams/command.ts";
import type { Dossier } from "../../engine/streams/dossier.ts";
import type { World } from "../support/world.ts";

/** Every field on a page: `form.<form>.<field>`, `record.<kind>.<field>`, `request.<definition>.<part>`, `dossier.<part>`. */
export function shownFields(page: Page | undefined): readonly string[] {
  if (page === undefined) return [];
  const parts = page.cycle === undefined ? page.requests : [page.cycle, ...page.requests];
  const keys = (answers: JsonObject, prefix: string) => Object.keys(answers).map((field) => `${prefix}.${field}`);
  return [
    ...keys(page.dossier, "dossier"),
    ...page.records.flatMap(({ kind, entries }) => entries.flatMap(({ answers }) => keys(answers, `record.${kind}`))),
    ...parts.flatMap(({ forms, filed }) => [
      ...forms.flatMap(({ form, answers, origins }) => [
        ...keys(answers, `form.${form}`),
        ...keys(origins, `form.${form}`),
      ]),
      ...filed.flatMap((copy) => [
        ...copy.forms.flatMap(({ form, answers }) => keys(answers, `form.${form}`)),
        ...copy.records.flatMap(({ kind, entries }) => entries.flatMap((entry) => keys(entry, `record.${kind}`))),
      ]),
    ]),
    ...page.requests.flatMap(({ definition, shows }) => keys(shows, `request.${definition}`)),
    ...(page.cycle === undefined ? [] : ["steps"]),
    ...Object.keys(page.disclosed).map((path) => `disclosed.${path}`),
  ];
}

/** What the views for this actor allow together. Of another controller, nothing before something was filed or disclosed. */
export function allowedFields(world: World, dossier: Dossier, actor: Actor): { has: (field: string) => boolean } {
  const { release } = world.release;
  const relations = Object.entries(dossier.relations).filter(([, people]) =>
    people.some((one) => "id" in one && one.id === actor.person),
  );
  const parts = Object.values(dossier.instances).flatMap(({ parties }) =>
    Object.entries(parties).filter(([, people]) => people.some((one) => "id" in one && one.id === actor.person)),
  );
  const filings = Object.values(dossier.instances).flatMap((one) => one.filings);
  const told = Object.values(dossier.disclosures);
  const known = (unit: string) =>
    world.organisation.units[unit]?.controller === dossier.controller
      ? unit === dossier.unit
      : filings.some((filing) => filing.unit === unit);
  const roles = actor.roles.filter(({ unit }) => known(unit)).map(({ role }) => role);
  const is = new Set([...roles, ...relations.map(([name]) => name), ...parts.map(([name]) => name)]);
  const views = Object.values(release.views).filter((view) => view.for.some((who) => is.has(who)));
  const allowed = new Set<string>();
  for (const { sections } of views) {
    for (const [section, given] of Object.entries(sections)) {
      const [head = "", name = ""] = section.split(".");
      const prefix = {
        forms: `form.${name}`,
        records: `record.${name}`,
        requests: `request.${name}`,
        dossier: "dossier",
        steps: "steps",
      }[head];
      for (const field of Array.isArray(given) ? given : ["*"]) allowed.add(`${prefix}.${field}`);
      if (head === "steps") allowed.add("steps");
    }
  }
  for (const { to, unit, fields } of told) {
    if (actor.roles.some((held) => held.role === to && held.unit === unit))
      for (const path of Object.keys(fields)) allowed.add(`disclosed.${path}`);
  }
  return { has: (field) => allowed.has(field) || allowed.has(`${field.split(".").slice(0, -1).join(".")}.*`) };
}

/** Without what differs between a clock that is late and one that is on time: when and in which commit it was written. */
export function timeless(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(timeless);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(
    ([key, part]) => !["commit", "at", "revision"].includes(key) && !isInstant(key, part),
  );
  return Object.fromEntries(entries.map(([key, part]) => [key, timeless(part)]));
}

function isInstant(key: string, part: unknown): boolean {
  return key === "opened" && typeof part === "string" && part.includes("T");
}
