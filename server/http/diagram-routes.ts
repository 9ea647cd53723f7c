/** The route that draws a procedure: the same picture for as long as its release is the same. */

import { createHash } from "node:crypto";
import type { CompiledRelease } from "../../engine/release/compile.ts";
import { type Answer, problem } from "./problem.ts";
import { askedRelease, owned, RELEASE } from "./release-routes.ts";
import type { Handling, Incoming, Route } from "./route.ts";

export const DIAGRAM_ROUTES: readonly Route[] = [
  {
    method: "GET",
    template: "/v1/procedures/{id}/diagram",
    summary: "De tekening van één procedure: de standen en wat ertussen kan, als SVG die ook te beluisteren is.",
    answers: [200, 304, 404],
    media: "image/svg+xml",
    query: RELEASE,
    handle: show,
  },
];

async function show(handling: Handling, incoming: Incoming): Promise<Answer> {
  const release = askedRelease(handling, incoming);
  const definition = owned(release?.release.definitions, incoming.param("id"));
  if (release === undefined || definition === undefined) return problem("not-found");
  const { text, etag } = await drawn(release, definition.id);
  // Kept by the browser, but asked again each time: who may see it can change.
  const headers = { etag, "cache-control": "private, no-cache", vary: "authorization" };
  if (isKnown(incoming.header("if-none-match"), etag)) return { status: 304, body: {}, headers };
  return { status: 200, body: {}, content: { type: "image/svg+xml; charset=utf-8", text }, headers };
}

interface Drawn {
  readonly text: string;
  readonly etag: string;
}

const pictures = new WeakMap<CompiledRelease, Map<string, Drawn>>();

/** Laying out a picture takes longer than all else that is asked here, and a release never changes. */
async function drawn(release: CompiledRelease, id: string): Promise<Drawn> {
  const known = pictures.get(release) ?? new Map<string, Drawn>();
  pictures.set(release, known);
  const found = known.get(id);
  if (found !== undefined) return found;
  const { diagram } = await import("../../engine/rehearse/diagram.ts");
  const text = diagram(release, id);
  const made = { text, etag: `"${createHash("sha256").update(text).digest("base64url")}"` };
  known.set(id, made);
  return made;
}

/** Weak comparison, as caches do it. */
function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  const marks = (ifNoneMatch ?? "").split(",").map((mark) => mark.trim().replace(/^W\//, ""));
  return marks.includes(etag) || marks.includes("*");
}
