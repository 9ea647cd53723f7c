/** Finds the command that was typed, checks its options, and runs it. */

import { parseArgs } from "node:util";
import type { Call, Command, Exit, Io } from "./command.ts";

/** A command is loaded when it is asked for: printing a token needs no server. */
const commands: { readonly [name: string]: Command } = {
  serve: {
    usage: "",
    does: "Start de server. Instellingen: PORT, DRAAIBOEK_DATA, DRAAIBOEK_KEYS, DRAAIBOEK_SOURCE.",
    flags: [],
    values: [],
    words: [0, 0],
    run: async (call, io) => (await import("./serve.ts")).serve(call, io),
  },
  check: {
    usage: "[--sources] [--source MAP] [--json]",
    does: "Controleert alle bestanden van een bron en noemt alles wat fout is. Met --sources: de herkomst van elke waarde.",
    flags: ["json", "sources"],
    values: ["source"],
    words: [0, 0],
    run: async (call, io) => (await import("./check.ts")).check(call, io),
  },
  simulate: {
    usage: "[scenario …] [--source MAP] [--json]",
    does: "Speelt de scenario's na en telt welke overgangen zij raken.",
    flags: ["json"],
    values: ["source"],
    words: [0, 500],
    run: async (call, io) => (await import("./simulate.ts")).simulate(call, io),
  },
  explore: {
    usage: "[procedure …] [--source MAP] [--json]",
    does: "Noemt wat geen scenario raakt, met de kortste weg ernaartoe.",
    flags: ["json"],
    values: ["source"],
    words: [0, 500],
    run: async (call, io) => (await import("./explore.ts")).explore(call, io),
  },
  read: {
    usage: "<procedure> [--source MAP]",
    does: "Geeft de leesversie van een procedure: één pagina gewone taal.",
    flags: [],
    values: ["source"],
    words: [1, 1],
    run: async (call, io) => (await import("./read.ts")).read(call, io),
  },
  diagram: {
    usage: "<procedure> [--source MAP]",
    does: "Geeft de tekening van een procedure: de standen en wat ertussen kan, als SVG.",
    flags: [],
    values: ["source"],
    words: [1, 1],
    run: async (call, io) => (await import("./diagram.ts")).diagram(call, io),
  },
  types: {
    usage: "[--check]",
    does: "Maakt de TypeScript-typen van de grammatica, of zegt of zij oud zijn.",
    flags: ["check"],
    values: [],
    words: [0, 0],
    run: async (call, io) => (await import("./types.ts")).types(call, io),
  },
  token: {
    usage: "<persoon>",
    does: "Geeft een token om mee te ontwikkelen, op naam van een persoon uit de organisatie.",
    flags: [],
    values: [],
    words: [1, 1],
    run: async (call, io) => (await import("./token.ts")).token(call, io),
  },
  verify: {
    usage: "[--head KOP] [--json]",
    does: "Controleert elke regel van de gegevensmap en noemt de schade. Met --head ook of een bewaarde kop erin voorkomt.",
    flags: ["json"],
    values: ["head"],
    words: [0, 0],
    run: async (call, io) => (await import("./verify.ts")).verify(call, io),
  },
  backup: {
    usage: "<map> [--keys OPENBARE-SLEUTEL]",
    does: "Maakt een nagelezen kopie van de gegevens in een lege map; een server die draait, gaat door. Met --keys komen de sleutels ernaast, in <map>.keys, verzegeld voor een X25519-sleutel (PEM).",
    flags: [],
    values: ["keys"],
    words: [1, 1],
    run: async (call, io) => (await import("./backup.ts")).backup(call, io),
  },
  restore: {
    usage: "<map> [--identity GEHEIME-SLEUTEL]",
    does: "Zet een back-up terug in een lege gegevensmap. Met --identity ook de sleutels uit <map>.keys, in een lege sleutelmap.",
    flags: [],
    values: ["identity"],
    words: [1, 1],
    run: async (call, io) => (await import("./restore.ts")).restore(call, io),
  },
};

/** @param typed what stands behind `draaiboek`. Never throws on what was typed. */
export async function dispatch(typed: readonly string[], io: Io): Promise<Exit> {
  const [name, ...rest] = typed;
  if (name === "--help" || name === "help") return help(io.out, 0);
  if (name === undefined) return help(io.err, 2);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    io.err(`Onbekende opdracht: ${name}.`);
    return help(io.err, 2);
  }
  const call = callOf(command, rest);
  if (call === "help") return usage(name, command, io.out, 0);
  if (typeof call === "string") {
    io.err(call);
    return usage(name, command, io.err, 2);
  }
  return command.run(call, io);
}

/** The call, `help`, or a sentence that says what is wrong with it. */
function callOf(command: Command, rest: readonly string[]): Call | string {
  const { tokens } = parseArgs({
    args: [...rest],
    options: Object.fromEntries(command.values.map((option) => [option, { type: "string" as const }])),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const words: string[] = [];
  const flags = new Set<string>();
  const values: Record<string, string> = {};
  for (const token of tokens) {
    if (token.kind === "positional") words.push(token.value);
    if (token.kind !== "option") continue;
    if (token.name === "help") return "help";
    const known = command.flags.includes(token.name) || command.values.includes(token.name);
    if (!known) return `Onbekende optie: ${token.rawName}.`;
    if (command.flags.includes(token.name)) flags.add(token.name);
    else if (token.value === undefined) return `Bij ${token.rawName} hoort een waarde.`;
    else values[token.name] = token.value;
  }
  const [least, most] = command.words;
  if (words.length < least) return "Er mist iets in deze opdracht.";
  if (words.length > most) return `Dit hoort niet bij de opdracht: ${words.slice(most).join(" ")}.`;
  return { words, flags, values };
}

function usage(name: string, { usage, does }: Command, print: (line: string) => void, exit: Exit): Exit {
  print(`Gebruik: draaiboek ${`${name} ${usage}`.trim()}`);
  print(`  ${does}`);
  return exit;
}

function help(print: (line: string) => void, exit: Exit): Exit {
  print("Gebruik: draaiboek <opdracht>");
  for (const [name, { usage, does }] of Object.entries(commands)) {
    print(`  ${`${name} ${usage}`.trim()}`);
    print(`      ${does}`);
  }
  print("Vanuit de broncode: npm run -s draaiboek -- <opdracht>");
  print("Einde met 0: goed. Met 1: er is iets gevonden. Met 2: verkeerd gebruikt.");
  return exit;
}
