/** What `check --sources` tells: everything in a source that says where it comes from, what is assumed in front. */

import { dig, isObject, type Json, type JsonObject } from "../../definitions/grammar/json.ts";
import type { Release } from "../../engine/release/release.ts";
import { print } from "../../engine/rules/text.ts";

const ASSUMED = "ASSUMED";

export interface Sourced {
  readonly source: string;
  /** `values/x`, or with a place in the file: `calendar/x/dates/y`. */
  readonly where: string;
  readonly title: string;
  readonly says: string;
  readonly note?: string;
  /** As it stands in the file: of values only. */
  readonly value?: JsonObject;
}

/** What is assumed in front, values before the rest, and each part in the order of the files. */
export function bySource(release: Release): readonly Sourced[] {
  const { values, ...rest } = release as unknown as { readonly [part: string]: Json };
  const found = Object.entries({ values: values ?? {}, ...rest }).flatMap(([part, all]) =>
    isObject(all) ? Object.entries(all).flatMap(([id, one]) => sourced(FOLDERS[part] ?? part, id, one)) : [],
  );
  return [...found.filter(isAssumed), ...found.filter((one) => !isAssumed(one))];
}

/** Where a part of a release lies, when that is named in another way. */
const FOLDERS: { readonly [part: string]: string } = { calendars: "calendar" };

/** Lines to print: the count first, then each with its mark. */
export function sourceLines(all: readonly Sourced[]): string[] {
  const width = Math.max(0, ...all.map(({ source }) => source.length)) + 2;
  return [counted(all), ...all.flatMap((one) => ["", ...lines(one, width)])];
}

export function sourcesJson(all: readonly Sourced[]): JsonObject {
  const values = all.flatMap(({ value }) => value ?? []);
  const others = all.flatMap(({ value, says: _says, ...one }): JsonObject[] => (value === undefined ? [one] : []));
  return { total: all.length, assumed: all.filter(isAssumed).length, values, others };
}

/** The whole, and the places in it that have a source of their own. */
function sourced(part: string, id: string, one: unknown): Sourced[] {
  if (!isObject(one) || typeof one["source"] !== "string") return [];
  const { $schema: _grammar, ...file } = one as JsonObject;
  const whole = { ...marked(one), where: `${part}/${id}`, title: String(one["title"] ?? ""), says: said(file) };
  if (part === "values") return [{ ...whole, value: file }];
  const places = Array.isArray(one["sources"]) ? one["sources"].filter(isObject) : [];
  return [
    whole,
    ...places.map((place) => {
      const of = String(place["of"]);
      const says = counts(dig(file, of.split("/").slice(1)));
      return { ...marked(place), where: `${part}/${id}${of}`, title: whole.title, says };
    }),
  ];
}

function marked({ source, note }: { readonly [key: string]: unknown }): Pick<Sourced, "source" | "note"> {
  return { source: String(source), ...(typeof note === "string" ? { note } : {}) };
}

/** The value, by what its table goes, or how much there is. */
function said({ value, unit, by, table, ...rest }: JsonObject): string {
  if (value !== undefined) return print(value, typeof unit === "string" ? unit : undefined);
  if (table !== undefined) return `tabel per ${Array.isArray(by) ? by.join(" en ") : ""}`;
  return counts(rest);
}

function counts(inner: Json | undefined): string {
  const n = entries(inner);
  return n === 1 ? "1 regel" : `${n} regels`;
}

/** Lists that lie in it, however deep, counted by their items; its own list of sources is none. */
function entries(inner: Json | undefined): number {
  if (Array.isArray(inner)) return inner.length;
  if (!isObject(inner)) return 0;
  return Object.entries(inner as JsonObject).reduce(
    (sum, [key, one]) => sum + (key === "sources" ? 0 : entries(one)),
    0,
  );
}

function isAssumed({ source }: Sourced): boolean {
  return source === ASSUMED;
}

function counted(all: readonly Sourced[]): string {
  const assumed = all.filter(isAssumed).length;
  if (assumed === 0) return `Van de ${all.length} gegevens met een bron is er geen aangenomen (${ASSUMED}).`;
  return `Van de ${all.length} gegevens met een bron ${assumed === 1 ? "is er 1" : `zijn er ${assumed}`} aangenomen (${ASSUMED}).`;
}

function lines({ where, title, source, says, note, value }: Sourced, width: number): string[] {
  const indent = " ".repeat(width);
  const named = value === undefined ? where : where.slice("values/".length);
  return [
    `${source.padEnd(width)}${named}: ${says}`,
    `${indent}${title}`,
    ...(note === undefined ? [] : [`${indent}${note}`]),
  ];
}
