/** Types a command as at the prompt, and keeps what it said. */

import { dispatch } from "../../server/cli/dispatch.ts";

export interface Typed {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

export async function typed(
  words: readonly string[],
  env: { readonly [name: string]: string | undefined } = {},
): Promise<Typed> {
  const [out, err]: [string[], string[]] = [[], []];
  const exit = await dispatch(words, { out: (line) => out.push(line), err: (line) => err.push(line), env });
  return { exit, out: out.join("\n"), err: err.join("\n") };
}
