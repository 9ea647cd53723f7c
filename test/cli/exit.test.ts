/** The command line says in Dutch what is wrong with a command, and its exit code tells a script enough. */

import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { overlay } from "./overlay.ts";
import { typed } from "./typed.ts";

describe("draaiboek", () => {
  it("lists its commands when asked", async () => {
    const said = await typed(["--help"]);
    expect(said.exit).toBe(0);
    expect(said.err).toBe("");
    for (const name of ["serve", "check", "simulate", "read", "types", "token", "verify", "backup", "restore"]) {
      expect(said.out).toContain(`\n  ${name}`);
    }
  });

  it("explains one command when asked", async () => {
    const said = await typed(["read", "--help"]);
    expect(said).toEqual({
      exit: 0,
      out: "Gebruik: draaiboek read <procedure> [--source MAP]\n  Geeft de leesversie van een procedure: één pagina gewone taal.",
      err: "",
    });
  });

  it.each([
    [[], "Gebruik: draaiboek <opdracht>"],
    [["constructor"], "Onbekende opdracht: constructor."],
    [["check", "--jsn"], "Onbekende optie: --jsn."],
    [["check", "--source"], "Bij --source hoort een waarde."],
    [["check", "iets"], "Dit hoort niet bij de opdracht: iets."],
    [["read"], "Er mist iets in deze opdracht."],
  ])("refuses %j with 2 and a sentence", async (words, sentence) => {
    const said = await typed(words);
    expect(said.exit).toBe(2);
    expect(said.out).toBe("");
    expect(said.err.split("\n")[0]).toBe(sentence);
    expect(said.err).toContain("Gebruik: draaiboek");
  });

  it("ends the process with 0, 1 and 2", async () => {
    const source = await overlay({ "definitions/values/max-vormen-tegelijk.json": "{" });
    const exits = [
      await spawned(["read", "verslag"]),
      await spawned(["check", "--source", source.folder]),
      await spawned(["x"]),
    ];
    await source.remove();
    expect(exits).toEqual([0, 1, 2]);
  });

  it("says nothing more to who stopped reading", async () => {
    const child = spawn(process.execPath, ["--import", "tsx", "server/cli/main.ts", "check", "--sources"]);
    child.stdout.destroy();
    let told = "";
    child.stderr.on("data", (chunk) => {
      told += String(chunk);
    });
    const [exit] = await once(child, "exit");
    expect({ exit, told }).toEqual({ exit: 0, told: "" });
  });

  it("finds the types of the grammar up to date", async () => {
    expect(await typed(["types", "--check"])).toEqual({ exit: 0, out: "", err: "" });
  });
});

function spawned(words: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, ["--import", "tsx", "server/cli/main.ts", ...words]);
    child.once("exit", (code) => resolve(code ?? -1));
  });
}
