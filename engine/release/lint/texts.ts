/** Checks what texts for people fill in: values everywhere, facts only where a dossier is at hand. */

import type { Finding } from "../../../definitions/grammar/finding.ts";
import { isObject } from "../../../definitions/grammar/json.ts";
import { error, type Found, inFile, step, unknown } from "./found.ts";
import { fileOf, type Known, PARTS, type Part } from "./known.ts";
import { valueFaults } from "./refer.ts";

const TEXTS = ["title", "label", "help", "ask", "explain", "description", "subject", "body", "note"];

/** Where facts are filled in too: other texts are the same for everybody who reads them, so they hold values only. */
const FILLED: Readonly<Partial<Record<Part, RegExp>>> = {
  condition: /^\/explain$/,
  definition: /^\/states\/[^/]+\/(meta\/help|on\/[^/]+(\/\d+)?\/meta\/ask)$/,
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
  return [...text.matchAll(/\{\{([^}]*)(\}\})?/g)].flatMap(([whole, name = "", closed]) => {
    const [part, id = "", more] = name.split(".");
    const isKnown = (part === "values" || part === "facts") && more === undefined && closed !== undefined;
    if (!isKnown)
      return [error(pointer, "bad-template", `“${whole}” kan niet. Schrijf {{values.naam}} of {{facts.naam}}.`)];
    if (part === "values") return valueFaults(known, pointer, id, "any").map((found) => ({ ...found, pointer }));
    if (!known.ids.fact.includes(id)) return [unknown(pointer, "fact", id, known.ids.fact)];
    if (FILLED[kind]?.test(pointer) !== true) {
      const why = "Deze tekst is voor iedereen gelijk en vertelt niets uit een dossier. Haal het feit eruit.";
      return [error(pointer, "fact-in-text", why)];
    }
    if (!isMail) return [];
    return [error(pointer, "mail-content", "In een e-mail komt niets uit het dossier. Haal het feit uit de tekst.")];
  });
}
