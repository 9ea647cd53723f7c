/** Tries something in a decision, and takes back what a refused attempt left behind. */

import type { Whole } from "./whole.ts";

/** True when it went well. Else every stream is as it was, and those that it was the first to use are forgotten. */
export function tried(whole: Whole, attempt: () => boolean): boolean {
  const lines = [...whole.lines.values()].map((line) => [line, line.state, line.events.length] as const);
  const works = [...whole.dossiers.values()].map((work) => {
    const { state, events, claims, keeps } = work;
    return [work, state, events.length, claims.length, keeps.length] as const;
  });
  if (attempt()) return true;
  for (const [line, state, events] of lines) {
    line.state = state;
    line.events.length = events;
  }
  for (const [work, state, events, claims, keeps] of works) {
    work.state = state;
    work.scopes = new Map();
    work.events.length = events;
    work.claims.length = claims;
    work.keeps.length = keeps;
  }
  forgetSince(whole.lines, lines.length);
  forgetSince(whole.dossiers, works.length);
  return false;
}

/** A map keeps the order of insertion: what came after the first `count` goes out. */
function forgetSince(streams: Map<string, unknown>, count: number): void {
  for (const id of [...streams.keys()].slice(count)) streams.delete(id);
}
