/** The picture of a procedure shows all of it, reads well at 800 px, and can be heard. */

import { describe, expect, it } from "vitest";
import type { Definition } from "../../definitions/grammar/types.generated.ts";
import { diagram } from "../../engine/rehearse/diagram.ts";
import { library } from "../cli/library.ts";
import { typed } from "../cli/typed.ts";
import { shipped } from "../support/world.ts";
import { crossings, faultIn, overlaps, partsIn, smallestLetters, widthIn } from "./picture.ts";

const { release } = shipped();

/** Where each transition leads, as the picture says it. */
function transitionsOf({ states }: Definition): { from: string; to: string; label: string; bySystem: boolean }[] {
  const label = (id: string) => states[id]?.meta.label ?? "";
  return Object.entries(states).flatMap(([from, { on }]) =>
    Object.values(on ?? {})
      .flat()
      .map(({ target, meta }) => ({
        from: label(from),
        to: label(target ?? from),
        label: meta.label,
        bySystem: meta.roles === undefined,
      })),
  );
}

describe.each(Object.keys(release.release.definitions))("The picture of %s", (procedure) => {
  const svg = diagram(release, procedure);
  const parts = partsIn(svg);
  const definition = release.release.definitions[procedure];
  if (definition === undefined) throw new Error(`${procedure} is not shipped`);

  it("is well-formed, the same each time, and without scripts or links", () => {
    expect(faultIn(svg)).toBeUndefined();
    expect(diagram(release, procedure)).toBe(svg);
    expect(svg).not.toMatch(/<script|<style|<a |href=|\son[a-z]+=|url\(/);
  });

  it("shows every state once, and which ones are final", () => {
    const shown = parts.filter(({ kind }) => kind === "open" || kind === "final");
    const states = Object.values(definition.states);
    expect(shown.map(({ text }) => text).sort()).toEqual(
      states.map(({ type, meta }) => (type === "final" ? `${meta.label} einde` : meta.label)).sort(),
    );
    expect(parts.filter(({ kind }) => kind === "start").map(({ label }) => label)).toEqual(["Begin"]);
  });

  it("shows every transition on an arrow between its states, dashed or called ‘vanzelf’ when nobody does it", () => {
    for (const { from, to, label, bySystem } of transitionsOf(definition)) {
      const where = from === to ? `Bij ‘${from}’ blijven: ` : `Van ‘${from}’ naar ‘${to}’: `;
      const arrows = parts.filter((part) => part.kind === "arrow" && part.label.startsWith(where));
      const found = arrows.find(({ text }) => text.replaceAll("• ", "").includes(label));
      expect(found?.label ?? `no ${label}`).toContain(label);
      if (bySystem && from !== to) expect(found?.svg ?? "").toContain("stroke-dasharray");
      if (bySystem) expect(found?.text).toContain("vanzelf");
      expect(arrows.every((arrow) => arrow.svg.includes("<title>") && arrow.svg.includes("<desc>"))).toBe(true);
    }
  });

  it("has no box or label over another, and no arrow that turns in one", () => {
    expect(overlaps(parts)).toEqual([]);
    expect(crossings(parts)).toEqual([]);
  });

  it("has letters of at least 12 px when it is shown 800 px wide", () => {
    expect((smallestLetters(svg) * 800) / Math.max(800, widthIn(svg))).toBeGreaterThanOrEqual(12);
  });

  it("can be walked through by keyboard, each part with a name", () => {
    expect(parts.length).toBe(svg.match(/<g /g)?.length);
    expect(parts.every(({ svg }) => / role="img" tabindex="0" aria-label="[^"]+"><title>[^<]+</.test(svg))).toBe(true);
    expect(svg).toContain(`<title>Stroomschema: ${definition.title.replaceAll("&", "&amp;")}</title>`);
  });
});

describe("A picture", () => {
  it("knows nothing of any practice: branches to one state share an arrow, what stays is one loop", () => {
    const arrows = partsIn(diagram({ release: library }, "lenen")).filter(({ kind }) => kind === "arrow");
    expect(arrows.map(({ label, text }) => [label, text])).toEqual([
      ["Van het begin naar ‘Gevraagd’", "Lezer"],
      ["Van ‘Gevraagd’ naar ‘Geleend’: Meegeven", "Meegeven Wie het boek meegeeft"],
      ["Bij ‘Geleend’ blijven: Verlengen; Het boek is te laat", "• Verlengen Lezer • Het boek is te laat vanzelf"],
      ["Van ‘Geleend’ naar ‘Teruggebracht’: Inleveren", "Inleveren Lezer"],
    ]);
  });

  it("says in words when a branch is taken", () => {
    expect(diagram({ release: library }, "lenen")).toContain(
      "<desc>Meegeven: door Wie het boek meegeeft, als ‘Aantal bladzijden’ is 400 of meer of ‘Genre’ is ‘Een strip’. " +
        "Meegeven: door Wie het boek meegeeft.</desc>",
    );
  });

  it("holds hostile and endless titles as text", () => {
    const hostile = `"><script>alert('x')</script>&amp;]]>\u0000\ud800<g `;
    const bad = JSON.parse(JSON.stringify(library).replaceAll('"Geleend"', JSON.stringify(hostile + "w".repeat(400))));
    bad.definitions.lenen.title = hostile;
    bad.definitions.lenen.states.geleend.on.verlengen.meta.label = hostile;
    bad.roles.roles[0].title = hostile;
    const svg = diagram({ release: bad }, "lenen");
    expect(faultIn(svg)).toBeUndefined();
    expect(svg).toContain("&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;amp;]]&gt;��&lt;g");
    expect(overlaps(partsIn(svg))).toEqual([]);
    expect(widthIn(svg)).toBeLessThan(860);
  });

  it("holds states by any name", () => {
    const odd = JSON.parse(JSON.stringify(library).replaceAll('"geleend"', '"constructor"'));
    expect(diagram({ release: odd }, "lenen")).toBe(diagram({ release: library }, "lenen"));
  });

  it("is refused for a procedure that is not in the release", () => {
    expect(() => diagram(release, "constructor")).toThrow("constructor is not in this release");
  });
});

describe("draaiboek diagram", () => {
  it("gives the picture of a procedure", async () => {
    expect(await typed(["diagram", "verslag"])).toEqual({ exit: 0, out: diagram(release, "verslag"), err: "" });
  });

  it("lists the procedures when a name is unknown, and ends with 2", async () => {
    expect(await typed(["diagram", "bestaat-niet"])).toEqual({
      exit: 2,
      out: "",
      err: expect.stringMatching(
        /^Deze procedure is er niet: bestaat-niet\. Wel: (.*, )?hgw-cyclus, .*startgesprek, .*verslag\.$/,
      ),
    });
  });
});
