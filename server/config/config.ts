/** The settings of a server: read from the environment, all checked at once. */

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

export interface Config {
  /** 0: any free one. */
  readonly port: number;
  /** Folder of the data; made when it is not there. */
  readonly data: string;
  /** Folder of the keys: never within the data folder, for a copy of the one must not open the other. */
  readonly keys: string;
  /** Folder that holds `definitions/` and `forms/`. */
  readonly source: string;
  readonly mode: "development";
}

export type ReadConfig =
  | { readonly ok: true; readonly config: Config }
  /** Dutch sentences, one for each setting that is wrong. */
  | { readonly ok: false; readonly faults: readonly string[] };

export type Environment = { readonly [name: string]: string | undefined };

export function readConfig(environment: Environment): ReadConfig {
  const faults: string[] = [];
  const given = (name: string) => (environment[name] === "" ? undefined : environment[name]);
  const port = given("PORT") ?? "8080";
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    faults.push(`PORT is ‘${port}’. Kies een getal van 0 tot en met 65535.`);
  }
  const mode = given("DRAAIBOEK_MODE") ?? "development";
  if (mode !== "development") {
    faults.push(
      `DRAAIBOEK_MODE is ‘${mode}’. De server start alleen als development, en luistert dan alleen op deze computer: wie er binnenkomt, is nog niet goed genoeg geregeld.`,
    );
  }
  const data = resolve(given("DRAAIBOEK_DATA") ?? ".data");
  const keys = resolve(given("DRAAIBOEK_KEYS") ?? ".keys");
  if (isWithin(keys, data) || isWithin(data, keys)) {
    faults.push("DRAAIBOEK_KEYS en DRAAIBOEK_DATA liggen in elkaar. Kies twee mappen die los van elkaar staan.");
  }
  const source = resolve(given("DRAAIBOEK_SOURCE") ?? shippedSource());
  for (const part of ["definitions", "forms"]) {
    if (existsSync(resolve(source, part))) continue;
    faults.push(
      `DRAAIBOEK_SOURCE is ‘${source}’, maar daar is geen map ${part}. Kies een map met definitions en forms.`,
    );
  }
  if (faults.length > 0) return { ok: false, faults };
  return { ok: true, config: { port: Number(port), data, keys, source, mode: "development" } };
}

export function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(`${outer}/`);
}

/** Beside the code, or one folder up when the code was built. */
function shippedSource(): string {
  const places = ["../../", "../../../"].map((up) => fileURLToPath(new URL(up, import.meta.url)));
  return places.find((place) => existsSync(resolve(place, "definitions", "procedures"))) ?? places[0] ?? ".";
}
