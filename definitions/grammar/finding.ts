/** What is found wrong in a definition, a form or another source file. */

export type Severity = "error" | "warning" | "hint";

export interface Finding {
  /** An error refuses the release; a warning and a hint do not. */
  readonly severity: Severity;
  /** Path in the source folder, such as `definitions/procedures/startgesprek.json`. */
  readonly file: string;
  /** JSON Pointer in that file, `""` for the file as a whole. */
  readonly pointer: string;
  /** Stable code in English kebab-case, such as `unknown-key`. */
  readonly code: string;
  /** Dutch sentence that says what is wrong and what to do. */
  readonly message: string;
  /** Dutch sentence or value that would mend it, when one is known. */
  readonly fix?: string;
}
