/** Looks at texts for people as a reader: short sentences, known words, and a name for what a reader meets. */

import type { Finding } from "../../../definitions/grammar/finding.ts";
import { isObject } from "../../../definitions/grammar/json.ts";
import type { Definition } from "../../../definitions/grammar/types.generated.ts";
import { type Found, hint, inFile, step } from "./found.ts";
import { fileOf, type Known, PARTS, type Part } from "./known.ts";

/** Texts that people read; titles and labels are names, and names may be long. */
const TEXTS = ["help", "ask", "explain", "description", "subject", "body"];
const NAMES = ["title", "label"];

/** Level B1: what most people read without effort. */
const MOST_WORDS = 20;
const MOST_LETTERS = 18;

const WORD = /\{\{[^}]*\}\}|[\p{L}\d]+(?:['’][\p{L}]+)*/gu;

export function wordingFindings(known: Known): Finding[] {
  const files = (Object.keys(PARTS) as Part[]).flatMap((kind) =>
    Object.entries<unknown>(known.release[PARTS[kind].part]).map(([id, whole]) => ({ file: fileOf(kind, id), whole })),
  );
  const names = new Set<string>();
  const { roles, calendars } = known.release;
  for (const whole of [...files.map((one) => one.whole), roles, calendars]) {
    for (const [, name] of textsIn(whole, "", NAMES)) for (const word of wordsOf(name)) names.add(word.toLowerCase());
  }
  const read = files.flatMap(({ file, whole }) =>
    inFile(
      file,
      textsIn(whole, "", TEXTS).flatMap(([pointer, text]) => [
        ...longSentences(pointer, text),
        ...longWords(pointer, text, names),
      ]),
    ),
  );
  return [...read, ...known.definitions.flatMap(nameFindings), ...noteFindings(known)];
}

function longSentences(pointer: string, text: string): Found[] {
  return text.split(/(?<=[.!?:;])\s+|\n/).flatMap((sentence) => {
    const count = wordsOf(sentence).length;
    if (count <= MOST_WORDS) return [];
    return [hint(pointer, "long-sentence", `Deze zin heeft ${count} woorden: “${sentence}” Maak er twee zinnen van.`)];
  });
}

/** A word that the practice uses as a name is known to its readers. */
function longWords(pointer: string, text: string, names: ReadonlySet<string>): Found[] {
  const long = wordsOf(text).filter(
    (word) => word.length > MOST_LETTERS && !word.startsWith("{{") && !names.has(word.toLowerCase()),
  );
  return [...new Set(long)].map((word) =>
    hint(pointer, "long-word", `“${word}” is een lang woord. Zeg het met gewone woorden, of leg het uit.`),
  );
}

function wordsOf(text: string): readonly string[] {
  return text.match(WORD) ?? [];
}

function textsIn(value: unknown, pointer: string, keys: readonly string[]): readonly (readonly [string, string])[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown, index) => textsIn(item, pointer + step(index), keys));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]): readonly (readonly [string, string])[] => {
    if (typeof inner !== "string") return textsIn(inner, pointer + step(key), keys);
    return keys.includes(key) ? [[pointer + step(key), inner]] : [];
  });
}

/** Parties and terms stand on pages and in reasons; without a title, their id does. */
function nameFindings({ id: definition, parties, terms, states }: Definition): Finding[] {
  const untitled = [
    ...Object.entries(parties ?? {}).map(([id, { title }]) => ({ pointer: `/parties${step(id)}`, id, title })),
    ...Object.entries(terms ?? {}).map(([id, { title }]) => ({ pointer: `/terms${step(id)}`, id, title })),
  ].filter(({ title }) => title === undefined);
  const found = untitled.map(({ pointer, id }) =>
    hint(pointer, "no-title", `Mensen lezen hier nu “${id}”. Geef het een titel.`),
  );
  const helpless = Object.entries(states).flatMap(([id, { type, meta }]) =>
    type === "final" || meta.help !== undefined || meta.forms === undefined
      ? []
      : [
          hint(
            `/states${step(id)}/meta`,
            "no-help",
            "Hier vullen mensen iets in. Vertel bij “help” wat er van hen wordt verwacht.",
          ),
        ],
  );
  return inFile(fileOf("definition", definition), [...found, ...helpless]);
}

/** Who reads an assumed value must know what was assumed. */
function noteFindings({ release: { values } }: Known): Finding[] {
  return Object.values(values).flatMap(({ id, source, note }) => {
    if (!source.startsWith("ASSUMED") || note !== undefined) return [];
    return inFile(fileOf("value", id), [
      hint("/source", "no-note", "Deze waarde is aangenomen. Vertel bij “note” wat er is aangenomen."),
    ]);
  });
}
