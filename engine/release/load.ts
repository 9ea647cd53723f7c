/** Makes a release of source files, or tells everything that is wrong with them. */

import { grammarCheck } from "../../definitions/grammar/check.ts";
import type { Finding } from "../../definitions/grammar/finding.ts";
import { isObject, type Json, type JsonObject } from "../../definitions/grammar/json.ts";
import { parseJson } from "../../definitions/grammar/parse.ts";
import type { Organisation, Scenario } from "../../definitions/grammar/types.generated.ts";
import { lintForm } from "../../forms/grammar/lint-form.ts";
import { fittingPart } from "./fitting.ts";
import { grammars } from "./grammars.ts";
import { lint } from "./lint/lint.ts";
import type { Release } from "./release.ts";

/** Source files by path (`definitions/procedures/x.json`), as text. */
export type SourceFiles = ReadonlyMap<string, string>;

export interface Source {
  /** Undefined while there is an error among the findings. */
  readonly release: Release | undefined;
  readonly organisation: Organisation | undefined;
  readonly scenarios: ReadonlyMap<string, Scenario>;
  readonly findings: readonly Finding[];
}

/** Every file is read, checked against its grammar, and then all of them together. Never throws on what files say. */
export function load(files: SourceFiles): Source {
  const findings: Finding[] = [];
  const parts = new Map<Kind, [id: string, part: Json][]>();
  let roles: Json | undefined;
  let organisation: Organisation | undefined;
  const scenarios = new Map<string, Scenario>();
  const fitting = new Map<string, JsonObject>();
  for (const [path, text] of [...files].sort(([a], [b]) => a.localeCompare(b))) {
    const kind = kindOf(path);
    if (kind === undefined) continue;
    const parsed = parseJson(text);
    if (!parsed.ok) {
      findings.push(...parsed.faults.map((fault): Finding => ({ severity: "error", file: path, ...fault })));
      continue;
    }
    const { value } = parsed;
    const wrong = checkFile(kind, path, value);
    findings.push(...wrong);
    if (!isObject(value) || wrong.some(({ severity }) => severity === "error")) {
      const part = fittingPart(value, (left) => checkFile(kind, path, left));
      if (part !== undefined) fitting.set(path, part);
      continue;
    }
    if (kind === "roles") roles = value as Json;
    else if (kind === "organisation") organisation = value as unknown as Organisation;
    else if (kind === "scenarios") scenarios.set(path, value as unknown as Scenario);
    else {
      const entries = parts.get(kind) ?? [];
      parts.set(kind, entries);
      entries.push([idOf(path), withoutSchema(value as JsonObject)]);
    }
  }
  const part = (kind: Kind) => Object.fromEntries(parts.get(kind) ?? []);
  const whole = {
    format: 1,
    definitions: part("procedures"),
    forms: part("forms"),
    ui: part("ui"),
    records: part("records"),
    conditions: part("conditions"),
    facts: part("facts"),
    values: part("values"),
    views: part("views"),
    menus: part("menus"),
    pools: part("pools"),
    calendars: part("calendar"),
    messages: part("messages"),
    resources: part("resources"),
    roles: roles === undefined ? { roles: [], relations: [] } : withoutSchema(roles as JsonObject),
  } as unknown as Release;
  const broken = findings.some(({ severity }) => severity === "error");
  findings.push(...lint({ release: whole, files, scenarios, organisation, fitting, broken }));
  const refused = findings.some(({ severity }) => severity === "error");
  // What could be better comes after what must be mended first.
  const told = refused ? findings.filter(({ severity }) => severity !== "hint") : findings;
  told.sort((a, b) => a.file.localeCompare(b.file));
  return { release: refused ? undefined : whole, organisation, scenarios, findings: told };
}

type Kind = string;

/** Folders of the vocabulary; other files are not read. */
function kindOf(path: string): Kind | undefined {
  if (!path.endsWith(".json")) return undefined;
  if (path === "definitions/roles.json") return "roles";
  if (/^definitions\/organisation(\.example)?\.json$/.test(path)) return "organisation";
  if (/^forms\/schemas\/[^/]+\.schema\.json$/.test(path)) return "forms";
  if (/^forms\/ui\/[^/]+\.ui\.json$/.test(path)) return "ui";
  const [, folder] = /^definitions\/([a-z]+)\/[^/]+\.json$/.exec(path) ?? [];
  return folder !== undefined && folder in grammars ? folder : undefined;
}

function idOf(path: string): string {
  return (path.split("/").at(-1) ?? "").replace(/(\.schema|\.ui)?\.json$/, "");
}

function checkFile(kind: Kind, path: string, value: Json): Finding[] {
  if (kind === "forms") return lintForm(path, value);
  if (kind === "ui") return [];
  const wrong = grammarOf(kind)(path, value);
  const id = isObject(value) ? value["id"] : undefined;
  if (typeof id === "string" && id !== idOf(path) && kind !== "roles" && kind !== "organisation") {
    wrong.push({ severity: "error", file: path, pointer: "/id", code: "file-name", ...wayOut(id, idOf(path)) });
  }
  return wrong;
}

/** A name that is no id, such as that of a copy, is nothing to suggest. */
function wayOut(id: string, name: string): { message: string; fix?: string } {
  if (/^[a-z][a-z0-9-]{0,40}$/.test(name))
    return { message: `De naam van het bestand en het id verschillen: ${id}. Maak ze gelijk.`, fix: name };
  const message = `Dit bestand heet niet zoals zijn id: ${id}. Is het een kopie? Haal het weg, of geef het een eigen id.`;
  return { message };
}

const made = new Map<Kind, ReturnType<typeof grammarCheck>>();

function grammarOf(kind: Kind): ReturnType<typeof grammarCheck> {
  const known = made.get(kind);
  if (known !== undefined) return known;
  const schema = grammars[kind];
  if (schema === undefined) throw new Error(`no grammar for ${kind}`);
  const check = grammarCheck(schema, { refs: Object.values(grammars).filter((other) => other !== schema) });
  made.set(kind, check);
  return check;
}

/** Where the grammar stands is help for an editor, not part of what was published. */
function withoutSchema({ $schema: _schema, ...rest }: JsonObject): JsonObject {
  return rest;
}
