/** A fault as a fixture: the shipped source with one thing changed, and the one finding that follows. */

import { expect, it } from "vitest";
import { isObject } from "../../definitions/grammar/json.ts";
import type { Organisation, Scenario } from "../../definitions/grammar/types.generated.ts";
import { PARTS } from "../../engine/release/lint/known.ts";
import { lint } from "../../engine/release/lint/lint.ts";
import { load } from "../../engine/release/load.ts";
import type { Release } from "../../engine/release/release.ts";
import { changed, type Draft, put, shippedFiles } from "../support/source.ts";

export type Edit = (json: Draft) => void;

/** What is changed: one file, by a value at a pointer or by more than that. More files only prepare the ground. */
export interface Fault {
  readonly file: string;
  readonly change: Edit | readonly [pointer: string, value: unknown];
  readonly also?: readonly (readonly [file: string, edit: Edit])[];
  readonly code: string;
  /** Where the finding must be; the changed place when left out. */
  readonly at?: string;
  readonly in?: string;
  readonly fix?: string;
  readonly severity?: "warning" | "hint";
  /** Findings that cannot be left out, before this one: file and pointer of the same code. */
  readonly beside?: readonly (readonly [file: string, pointer: string])[];
}

/** One test: this fault gives exactly this finding. */
export function fault(sentence: string, fault: Fault): void {
  it(`finds ${sentence}`, () => {
    const { file, change, also = [], code, fix, severity = "error", beside = [] } = fault;
    const pointer = fault.at ?? (typeof change === "function" ? "" : change[0]);
    const all = findingsAfter([...also, [file, typeof change === "function" ? change : set(...change)]]);
    // What is no fault and could be better follows from many changes, and is looked at where that is the subject.
    const found = all.filter((one) =>
      severity === "hint" ? one.code === code && !isShipped(one) : one.severity !== "hint",
    );
    expect(found).toEqual([
      ...beside.map(([other, place]) => ({ severity, file: other, pointer: place, code })),
      { severity, file: fault.in ?? file, pointer, code, ...(fix === undefined ? {} : { fix }) },
    ]);
  });
}

/** One test: this is all right. */
export function fine(sentence: string, edits: readonly (readonly [file: string, edit: Edit])[]): void {
  it(`accepts ${sentence}`, () => {
    expect(findingsAfter(edits).filter((one) => one.severity !== "hint")).toEqual([]);
  });
}

/** A hint about what is shipped, whatever is changed. */
function isShipped(found: object): boolean {
  shipped ??= new Set(findingsAfter([]).map((one) => JSON.stringify(one)));
  return shipped.has(JSON.stringify(found));
}

let shipped: ReadonlySet<string> | undefined;

function set(pointer: string, value: unknown): Edit {
  return (json) => put(json, pointer, value);
}

export const procedure = (id: string) => `definitions/procedures/${id}.json`;
export const condition = (id: string) => `definitions/conditions/${id}.json`;
export const fact = (id: string) => `definitions/facts/${id}.json`;
export const record = (id: string) => `definitions/records/${id}.json`;
export const view = (id: string) => `definitions/views/${id}.json`;
export const value = (id: string) => `definitions/values/${id}.json`;
export const form = (id: string) => `forms/schemas/${id}.schema.json`;
export const scenario = (id: string) => `definitions/scenarios/${id}.json`;
export const MENU = "definitions/menus/ondersteuning-toolbox.json";
export const ROLES = "definitions/roles.json";
export const ORGANISATION = "definitions/organisation.example.json";

const base = load(shippedFiles());

/** The findings of lint alone, without their sentences: the grammar of one file is tested elsewhere. */
function findingsAfter(edits: readonly (readonly [file: string, edit: Edit])[]) {
  let files: Map<string, string> = shippedFiles();
  for (const [file, edit] of edits) files = changed(files, file, edit);
  if (base.release === undefined) throw new Error(JSON.stringify(base.findings));
  let release: Release = base.release;
  let organisation: Organisation | undefined = base.organisation;
  const scenarios = new Map<string, Scenario>(base.scenarios);
  for (const [file] of edits) {
    const { $schema: _schema, ...json } = JSON.parse(files.get(file) ?? "{}") as Draft;
    if (file === ROLES) release = { ...release, roles: json as never };
    else if (file === ORGANISATION) organisation = json as never;
    else if (file.startsWith("definitions/scenarios/")) scenarios.set(file, json as never);
    else release = withFile(release, file, json);
  }
  const found = lint({ release, files, scenarios, organisation, broken: false });
  for (const { message } of found) expect(message).toMatch(/^.{20,}[.?]$/s);
  return found.map(({ message: _message, ...rest }) => rest);
}

function withFile(release: Release, file: string, json: Draft): Release {
  const id = (file.split("/").at(-1) ?? "").replace(/(\.schema|\.ui)?\.json$/, "");
  const parts: readonly (readonly [string, keyof Release])[] = [
    ...Object.values(PARTS).map(({ folder, part }) => [folder, part] as const),
    ["definitions/calendar", "calendars"],
    ["forms/ui", "ui"],
  ];
  const part = parts.find(([folder]) => file.startsWith(`${folder}/`))?.[1];
  const all = part === undefined ? undefined : release[part];
  if (part === undefined || !isObject(all)) throw new Error(`${file} is in no part of a release`);
  return { ...release, [part]: { ...all, [id]: json } };
}
