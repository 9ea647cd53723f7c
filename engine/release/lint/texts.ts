/** Checks what texts for people fill in: only values and facts, and only where they are filled in. */

import type { Finding } from "../../../definitions/grammar/finding.ts";
import { isObject } from "../../../definitions/grammar/json.ts";
import { error, type Found, inFile, step, unknown } from "./found.ts";
import { fileOf, type Known, PARTS, type Part } from "./known.ts";
import { valueFaults } from "./refer.ts";

const TEXTS = ["title", "label", "help", "ask", "explain", "description", "subject", "body", "note"];

/** Where values and facts are filled in. */
const FILLED: Readonly<Partial<Record<Part, RegExp>>> = {
  condition: /^\/explain$/,
  definition: /^\/states\/[^/]+\/meta\/help$/,
  message: /^\/(subject|body)$/,
};

export function textFindings(known: Known): Finding[] {
  return (Object.keys(PARTS) as Part[]).flatMap((kind) =>
    Object.entries<unknown>(known.release[PARTS[kind].part]).flatMap(([id, whole]) => {
      const isMail = kind === "message" && isObject(whole) && whole["via"] === "mail";
      const found = textsIn(whole, "").flatMap(([pointer, text]) => templateFaults(known, kind, pointer, text, isMail));
      return inFile(fileOf(kind, id), found);
    }),
  );
}

function textsIn(value: unknown, pointer: string): readonly (readonly [string, string])[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown, index) => textsIn(item, pointer + step(index)));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]): readonly (readonly [string, string])[] => {
    if (typeof inner !== "string") return textsIn(inner, pointer + step(key));
    return TEXTS.includes(key) && inner.includes("{{") ? [[pointer + step(key), inner]] : [];
  });
}

function templateFaults(known: Known, kind: Part, pointer: string, text: string, isMail: boolean): readonly Found[] {
  if (FILLED[kind]?.test(pointer) !== true) {
    return [error(pointer, "not-yet", "In deze tekst worden waarden nog niet ingevuld. Schrijf het hier voluit.")];
  }
  return [...text.matchAll(/\{\{([^}]*)(\}\})?/g)].flatMap(([whole, name = "", closed]) => {
    const [part, id = "", more] = name.split(".");
    const isKnown = (part === "values" || part === "facts") && more === undefined && closed !== undefined;
    if (!isKnown)
      return [error(pointer, "bad-template", `“${whole}” kan niet. Schrijf {{values.naam}} of {{facts.naam}}.`)];
    if (part === "values") return valueFaults(known, pointer, id, "any").map((found) => ({ ...found, pointer }));
    if (!known.ids.fact.includes(id)) return [unknown(pointer, "fact", id, known.ids.fact)];
    if (!isMail) return [];
    return [error(pointer, "mail-content", "In een e-mail komt niets uit het dossier. Haal het feit uit de tekst.")];
  });
}
