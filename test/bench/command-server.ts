/** One of two servers, in a process of its own: the whole one, or bare Hono that stores the same bytes in the same journal. */

import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { startServer } from "../../server/http/start.ts";
import type { AuditLine, StoredPart } from "../../server/store/port.ts";
import { bareJournal } from "./journal.ts";

/** What the whole server stored and answered for one command: the other one does the same with as many bytes. */
export interface Sample {
  readonly part: StoredPart;
  readonly audit: AuditLine;
  readonly answer: string;
}

export interface Ready {
  readonly url: string;
  readonly token: string;
}

const [kind, folder = "", source = "", sample = ""] = process.argv.slice(2);
const ready = kind === "whole" ? await whole() : await bare(JSON.parse(sample) as Sample);
process.send?.(ready);
// Ends as a program does, so that a profile of it can be written.
process.on("SIGTERM", () => process.exit(0));

async function whole(): Promise<Ready> {
  const config = {
    port: 0,
    data: join(folder, "data"),
    keys: join(folder, "keys"),
    source,
    mode: "development",
  } as const;
  const rateLimit = { burst: 1_000_000, perSecond: 1_000_000 };
  const running = await startServer(config, { rateLimit, report: () => undefined });
  process.on("message", async (dossier) => {
    const parts = await running.store.read(String(dossier));
    process.send?.({ part: parts.at(-1) });
  });
  return { url: running.url, token: await running.signToken("ib-er", { lifeSeconds: 3_000 }) };
}

async function bare({ part, audit, answer }: Sample): Promise<Ready> {
  const journal = await bareJournal(folder);
  const revisions = new Map<string, number>();
  const app = new Hono();
  app.post("/v1/dossiers/:id/commands", async (c) => {
    await c.req.json();
    const stream = c.req.param("id");
    const expected = revisions.get(stream) ?? 0;
    revisions.set(stream, expected + 1);
    const { commit: id, at, actor, skeleton, content } = part;
    await journal.append({ id, at, actor, streams: [{ stream, expected, skeleton, content }], audit: [audit] });
    return c.body(answer, 200, { "content-type": "application/json" });
  });
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token: "none" };
}
