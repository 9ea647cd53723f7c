/** What a command of the command line is, and the world it may touch. */

/** 0 well, 1 findings, 2 wrong use. */
export type Exit = 0 | 1 | 2;

/** Where lines go and settings come from; a test brings its own. */
export interface Io {
  /** One line for people or programs, on standard output. */
  readonly out: (line: string) => void;
  /** One line about wrong use or a fault, on standard error. */
  readonly err: (line: string) => void;
  readonly env: { readonly [name: string]: string | undefined };
}

/** What was typed after the name of the command. */
export interface Call {
  readonly words: readonly string[];
  readonly flags: ReadonlySet<string>;
  /** By option name, without dashes. */
  readonly values: { readonly [option: string]: string | undefined };
}

export interface Command {
  /** What follows the name in the usage line. */
  readonly usage: string;
  /** One Dutch sentence. */
  readonly does: string;
  readonly flags: readonly string[];
  readonly values: readonly string[];
  /** How many words may follow: least and most. */
  readonly words: readonly [number, number];
  readonly run: (call: Call, io: Io) => Promise<Exit>;
}
