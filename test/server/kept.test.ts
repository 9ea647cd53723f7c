/** A command that changes other streams than its own: its own keeps it, so that a repeated request still meets its answer. */

import { describe, expect, it } from "vitest";
import type { Decision } from "../../engine/run/decide.ts";
import { evolve } from "../../engine/streams/evolve.ts";
import type { StreamState } from "../../engine/streams/stream.ts";
import { openAccept } from "../../server/handle/accept.ts";
import { contextOf } from "../../server/handle/context.ts";
import { folding, openStates, seenKey } from "../../server/handle/states.ts";
import { openTurns } from "../../server/handle/turn.ts";
import { freshKey, openedDossier, openSite } from "./site.ts";

describe("A command without events in its own stream", () => {
  it("is kept there with its key, counts as a version, and leaves what it did in the other", async () => {
    const site = await openSite();
    const [own, other] = [await openedDossier(site), await openedDossier(site)];
    const { store, keyring } = site;
    const states = openStates({ store, keyring, most: 1 });
    const takeTurn = openTurns({ keyring, states });
    const accept = openAccept({ store, keyring, states });
    const context = contextOf(site, { person: "ib-er", roles: [], assurance: 2 }, "a-commit");
    const command = { key: freshKey(), fingerprint: "f", body: { type: "elapse" } };
    const event = { type: "messageSent", instance: "hgw-cyclus-1", message: "verslag-lezen", to: "school.ib" } as const;

    const folded = folding(keyring, other, await store.read(other));

    const done = await takeTurn(own, (held) => {
      const before = held.get(own)?.state as StreamState;
      const others = folded.state as StreamState;
      const origin = { commit: "a-commit", at: context.at, by: "ib-er" };
      const changed = { ...evolve(others, event, origin, other), revision: others.revision + 1 };
      const decision: Extract<Decision, { ok: true }> = {
        ...{ ok: true, warnings: [], claims: [] },
        streams: [
          { stream: own, expected: before.revision, events: [] },
          { stream: other, expected: others.revision, events: [event] },
        ],
        states: { [own]: { ...before, revision: before.revision + 1 }, [other]: changed },
      };
      const prepared = accept({ held, decision, context, command });
      return prepared.kind === "later" ? prepared : prepared.enter({ at: context.at });
    });
    if (done.kind !== "entered") throw new Error(done.kind);
    await done.durable;

    const parts = await store.read(own);
    expect(parts.at(-1)).toEqual(expect.objectContaining({ commit: "a-commit", skeleton: [] }));
    expect((await store.read(other)).at(-1)?.commit).toBe("a-commit");
    const again = folding(keyring, own, parts);
    expect(again.state?.revision).toBe(parts.length);
    expect(again.seen.get(seenKey("ib-er", command.key))).toEqual({
      ...{ commit: "a-commit", fingerprint: "f", skeleton: [] },
    });
    // Of the other it says nothing: the same key is another request there.
    expect(folding(keyring, other, await store.read(other)).seen.has(seenKey("ib-er", command.key))).toBe(false);
  });
});
