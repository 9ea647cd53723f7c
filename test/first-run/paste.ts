/** Pastes a printed request into a shell; where there is no curl, reads the line and sends what it says. */

import { execFile, spawnSync } from "node:child_process";

const hasCurl = spawnSync("curl", ["--version"]).status === 0;

/** The requests that the server printed, verbatim and in order. */
export function printedRequests(out: string): readonly string[] {
  return out.split("\n").filter((line) => line.startsWith("curl "));
}

/** The answer's body. */
export async function paste(line: string): Promise<unknown> {
  return JSON.parse(hasCurl ? await shell(line) : await sent(line));
}

function shell(line: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile("sh", ["-c", line], (error, out, err) => (error === null ? resolve(out) : reject(new Error(err))));
  });
}

/** Understands what is printed: `-H`, `-d`, an address, and words in single quotes. */
export async function sent(line: string): Promise<string> {
  const words = wordsOf(line);
  const headers: Record<string, string> = {};
  let body: string | undefined;
  let url = "";
  for (let at = 1; at < words.length; at += 1) {
    const word = words[at] ?? "";
    if (word === "-H") {
      const [name = "", ...value] = (words[++at] ?? "").split(": ");
      headers[name] = value.join(": ");
    } else if (word === "-d") body = words[++at];
    else if (!word.startsWith("-")) url = word;
  }
  const response = await fetch(url, body === undefined ? { headers } : { method: "POST", headers, body });
  return response.text();
}

function wordsOf(line: string): readonly string[] {
  const found = line.match(/(?:'[^']*'|\\.|[^\s'\\])+/g) ?? [];
  return found.map((word) =>
    word.replaceAll(/'([^']*)'|\\(.)/g, (_all, quoted: string, escaped: string) => quoted ?? escaped),
  );
}
