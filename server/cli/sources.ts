/** What `check --sources` tells: every value of a source with where it comes from, what is assumed in front. */

import type { Json, JsonObject } from "../../definitions/grammar/json.ts";
import type { Value } from "../../definitions/grammar/types.generated.ts";
import type { Release } from "../../engine/release/release.ts";
import { print } from "../../engine/rules/text.ts";

const ASSUMED = "ASSUMED";

/** What is assumed in front, and each part in the order of the files. */
export function bySource(release: Release): readonly Value[] {
  const values = Object.values(release.values);
  return [...values.filter(isAssumed), ...values.filter((value) => !isAssumed(value))];
}

/** Lines to print: the count first, then each value with its mark. */
export function sourceLines(values: readonly Value[]): string[] {
  const marks = values.map(({ source }) => source.length);
  const width = Math.max(0, ...marks) + 2;
  return [counted(values), ...values.flatMap((value) => ["", ...lines(value, width)])];
}

export function sourcesJson(values: readonly Value[]): JsonObject {
  const shown = values.map(({ $schema: _grammar, ...value }) => value as unknown as JsonObject);
  return { total: values.length, assumed: values.filter(isAssumed).length, values: shown };
}

function isAssumed({ source }: Value): boolean {
  return source === ASSUMED;
}

function counted(values: readonly Value[]): string {
  const assumed = values.filter(isAssumed).length;
  if (assumed === 0) return `Van de ${values.length} waarden is er geen aangenomen (${ASSUMED}).`;
  return `Van de ${values.length} waarden ${assumed === 1 ? "is er 1" : `zijn er ${assumed}`} aangenomen (${ASSUMED}).`;
}

function lines({ id, title, source, unit, value, by, note }: Value, width: number): string[] {
  const said = value === undefined ? `tabel per ${(by ?? []).join(" en ")}` : print(value as Json, unit);
  const indent = " ".repeat(width);
  return [
    `${source.padEnd(width)}${id}: ${said}`,
    `${indent}${title}`,
    ...(note === undefined ? [] : [`${indent}${note}`]),
  ];
}
