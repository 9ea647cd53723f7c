/** The examples do what they tell, against the real server and without one. */

import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startServer } from "../../server/http/start.ts";

describe("The example of the startgesprek", () => {
  it("walks from waarnemen to a new cycle, and tells each step in plain Dutch", async () => {
    const folder = await mkdtemp(join(tmpdir(), "draaiboek-example-"));
    const config = {
      port: 0,
      data: join(folder, "data"),
      keys: join(folder, "keys"),
      source: ".",
      mode: "development" as const,
    };
    const server = await startServer(config, { report: () => undefined });
    const people = ["ib-er", "leerkracht", "ouder", "tpo", "consulent"];
    const tokens = await Promise.all(
      people.map(async (person) => [`TOKEN_${person.toUpperCase().replace("-", "_")}`, await server.signToken(person)]),
    );
    const told = await run("examples/startgesprek/run.ts", [server.url], Object.fromEntries(tokens));
    await server.close();
    await rm(folder, { recursive: true, force: true });
    expect(told).toMatchObject({ exit: 0, err: "" });
    expect(told.out.match(/^\d\. .*$/gm)).toEqual([
      "1. De school opent een dossier",
      "2. Waarnemen: opslaan is nog niet afronden",
      "3. Begrijpen: alleen het integratief beeld",
      "4. Delen is nog geen vraag",
      "5. Zonder instemming van de ouders geen startgesprek",
      "6. Indienen en bevestigen",
      "7. Het TPO plant het gesprek",
      "8. Het gesprek, en een vervolg",
    ]);
    for (const sentence of [
      "Het TPO ziet nu: school-a en extra-ondersteuning-school. Vragen: 0.",
      "Ingediend, nog niet bevestigd. Vragen die het TPO ziet: 0.",
      "Bevestigd. In de werklijst van het TPO: Startgesprek, Bij het samenwerkingsverband.",
      "Het startgesprek is klaar: Afgerond, met vervolg.",
      "Er is een nieuwe cyclus (hgw-cyclus-2), bij Waarnemen.",
      "“Hoe helpen wij Noor om een taak zelf te beginnen en af te maken?”",
    ]) {
      expect(told.out).toContain(sentence);
    }
  });
});

describe("The embedded example", () => {
  it("decides without a server, and says why not", async () => {
    const told = await run("examples/embedded/run.ts", [], {});
    expect(told).toMatchObject({ exit: 0, err: "" });
    expect(told.out).toContain("ib-er: opent een dossier\n  gedaan: dossierOpened");
    expect(told.out).toContain(
      "leerkracht: wil de stap nu al afronden\n  geweigerd [required]: ‘Waarnemen’ is nog niet compleet",
    );
    expect(told.out).toContain("formulier Waarnemen: nog niet afgerond, 6 vragen over");
  });
});

function run(path: string, words: readonly string[], env: { readonly [name: string]: string }) {
  return new Promise<{ exit: number; out: string; err: string }>((resolve) => {
    const options = { env: { PATH: process.env["PATH"], ...env } };
    execFile(process.execPath, ["--import", "tsx", path, ...words], options, (error, out, err) => {
      resolve({ exit: typeof error?.code === "number" ? error.code : error === null ? 0 : -1, out, err });
    });
  });
}
