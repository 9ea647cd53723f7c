/** The shipped source files as text, and the same files with one thing changed. */

import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Every JSON file of `definitions/` and `forms/`, by its path in the source. */
export function shippedFiles(): Map<string, string> {
  shipped ??= new Map(["definitions", "forms"].flatMap((folder) => filesIn(root, join(root, folder))));
  return new Map(shipped);
}

let shipped: ReadonlyMap<string, string> | undefined;

export type Draft = Record<string, unknown>;

/** A copy of the files in which one file was edited; a file that is not there yet starts empty. */
export function changed(
  files: ReadonlyMap<string, string>,
  path: string,
  edit: (json: Draft) => void,
): Map<string, string> {
  const json = JSON.parse(files.get(path) ?? "{}") as Draft;
  edit(json);
  return new Map(files).set(path, JSON.stringify(json, null, 2));
}

/** Puts a value at a JSON Pointer; what lies on the way is made. `-` adds to a list. */
export function put(json: Draft, pointer: string, value: unknown): void {
  const { holder, key } = place(json, pointer);
  if (Array.isArray(holder) && key === "-") holder.push(value);
  else (holder as Draft)[key] = value;
}

/** Takes away what stands at a JSON Pointer. */
export function drop(json: Draft, pointer: string): void {
  const { holder, key } = place(json, pointer);
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete (holder as Draft)[key];
}

function place(json: Draft, pointer: string): { holder: unknown; key: string } {
  const keys = pointer.split("/").slice(1);
  const key = keys.pop() ?? "";
  let holder: unknown = json;
  for (const part of keys) {
    const at = holder as Draft;
    at[part] ??= {};
    holder = at[part];
  }
  return { holder, key };
}

/** The sides of every change, laid over the shipped source: `a-uren-ao/before` and so on. */
export function changeSides(): Map<string, Map<string, string>> {
  const changes = join(root, "examples", "changes");
  const names = readdirSync(changes, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => [`${name}/before`, `${name}/after`]);
  return new Map(
    names.map((name) => {
      const side = join(changes, name);
      return [name, new Map([...shippedFiles(), ...filesIn(side, side)])];
    }),
  );
}

function filesIn(from: string, folder: string): [string, string][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".json") && !entry.parentPath.includes("/grammar"))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [relative(from, path).replaceAll("\\", "/"), readFileSync(path, "utf8")]);
}
