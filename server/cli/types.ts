/** Makes the TypeScript types of the grammar from its JSON Schemas, and tells when the file on disk is not the newest. */

import { readdir, readFile, writeFile } from "node:fs/promises";
import { compile, type JSONSchema } from "json-schema-to-typescript";
import { isObject } from "../../definitions/grammar/json.ts";
import type { Call, Exit, Io } from "./command.ts";

const folder = new URL("../../definitions/grammar/", import.meta.url);
const target = new URL("types.generated.ts", folder);

/** Writes the types, or with `--check` only tells whether the file is the newest. */
export async function types(call: Call, io: Io): Promise<Exit> {
  const made = await grammarTypes();
  const present = await readFile(target, "utf8").catch(() => "");
  if (present === made) return 0;
  if (call.flags.has("check")) {
    io.err("De typen van de grammatica zijn oud. Maak ze opnieuw met: npm run types");
    return 1;
  }
  await writeFile(target, made);
  return 0;
}

/** One bundle of all schemas, so that each shared part becomes one type. */
async function grammarTypes(): Promise<string> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".schema.json")).sort();
  const bundle: Record<string, unknown> = {};
  for (const name of names) {
    const schema: unknown = JSON.parse(await readFile(new URL(name, folder), "utf8"));
    if (!isObject(schema)) continue;
    const { $defs, $schema: _dialect, $id: _id, ...own } = schema;
    for (const [key, part] of Object.entries(isObject($defs) ? $defs : {}))
      bundle[partName(name, key)] = local(part, name);
    if (typeof own["title"] === "string" && name !== "common.schema.json") bundle[own["title"]] = local(own, name);
  }
  const root = { title: "Grammar", type: "object", additionalProperties: false, definitions: bundle } as JSONSchema;
  return compile(root, "Grammar", {
    additionalProperties: false,
    ignoreMinAndMaxItems: true,
    unreachableDefinitions: true,
    bannerComment: "/** Generated from the schemas in this folder by `npm run types`; do not edit. */\n",
    style: { printWidth: 120 },
  });
}

/** References become local, and titles of parts become descriptions: a title would make an exported alias of each field. */
function local(part: unknown, file: string): unknown {
  if (Array.isArray(part)) return part.map((item) => local(item, file));
  if (!isObject(part)) return part;
  const copy: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(part)) {
    if (key === "$ref" && typeof value === "string") copy[key] = `#/definitions/${refName(value, file)}`;
    else if (key === "title" && typeof value === "string") copy["description"] ??= value;
    else if (key === "oneOf" && required(value)) continue;
    else copy[key] = local(value, file);
  }
  return copy;
}

/** `oneOf: [{ required: [...] }]` says which keys exclude each other; a type cannot say it without repeating every key. */
function required(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => isObject(item) && Object.keys(item).join() === "required");
}

function refName(ref: string, file: string): string {
  const [where, key = ""] = ref.split("#/$defs/");
  return partName(where === "" ? file : (where ?? file), key);
}

function partName(file: string, key: string): string {
  const capital = key.slice(0, 1).toUpperCase() + key.slice(1);
  const shared = ["common.schema.json", "command.schema.json", "definition.schema.json"].includes(file);
  const owner = file.replace(".schema.json", "");
  const prefix = shared ? "" : owner.slice(0, 1).toUpperCase() + owner.slice(1);
  return `${prefix}${capital}${RESERVED.has(capital) && prefix === "" ? "Part" : ""}`;
}

/** Names that TypeScript or the engine already uses for something else. */
const RESERVED = new Set(["Number", "Text", "Command"]);
