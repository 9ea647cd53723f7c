/** A back-up that a running server makes because somebody asks: two small files, in a folder that only its owner can open. */

import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { readDocument, writeDocument } from "./document.ts";
import type { EmbeddedStore } from "./embedded.ts";
import { type Files, isFull } from "./files.ts";
import { Refused, type RefusedCode } from "./refused.ts";

/** The names of both files: what is asked, and what came of it. */
const ASKED = "backup-asked.json";
const DONE = "backup-done.json";
export const BACKUP_FILES: readonly string[] = [ASKED, DONE];

/** What a back-up says about itself. */
export interface BackedUp {
  readonly streams: number;
  readonly commits: number;
  readonly head: { readonly groups: number; readonly hash: string };
}

export interface AskOptions {
  readonly files: Files;
  /** The keys folder: who can write there can read everything already. */
  readonly folder: string;
  /** The data folder, which the server has for itself for as long as it lives. */
  readonly data: string;
  /** An empty folder. */
  readonly to: string;
  /** UTC instant. */
  readonly at: string;
  /** Milliseconds in which a server must have picked it up. */
  readonly patience?: number;
}

const LOOK = 100;
const PATIENCE = 3_000;

/** Undefined when nobody picked it up: whoever has the data is no server. @throws Refused, or a full disk as such. */
export async function askBackup({
  files,
  folder,
  data,
  to,
  at,
  patience = PATIENCE,
}: AskOptions): Promise<BackedUp | undefined> {
  const id = randomBytes(16).toString("base64url");
  await files.remove(join(folder, DONE));
  await writeDocument(files, join(folder, ASKED), { format: 1, id, to, at });
  for (let waited = 0; await isAsked(files, folder, id); waited += LOOK) {
    if (waited >= patience) {
      await files.remove(join(folder, ASKED));
      return undefined;
    }
    await wait(LOOK);
  }
  for (let waited = LOOK; ; waited += LOOK) {
    const gone = waited % ALIVE === 0 && (await isFree(files, data));
    const done = await readDocument(files, join(folder, DONE));
    if (done !== undefined && done["id"] === id) {
      await files.remove(join(folder, DONE));
      return answerIn(done);
    }
    if (gone) throw stopped(to);
    await wait(LOOK);
  }
}

/** How often it is asked whether the server still lives. */
const ALIVE = 2_000;

async function isFree(files: Files, data: string): Promise<boolean> {
  try {
    await (await files.lock(data))();
    return true;
  } catch {
    return false;
  }
}

function stopped(to: string): Refused {
  const message = `De server stopte voordat de back-up in ${to} af was. Verwijder wat er staat, en probeer het opnieuw.`;
  return new Refused("damaged", message);
}

async function isAsked(files: Files, folder: string, id: string): Promise<boolean> {
  return (await readDocument(files, join(folder, ASKED)))?.["id"] === id;
}

function answerIn(done: { readonly [key: string]: unknown }): BackedUp {
  const { code, message, streams, commits, groups, hash } = done;
  if (code === "full") throw Object.assign(new Error("the disk is full"), { code: "ENOSPC" });
  if (typeof code === "string") throw new Refused(code as RefusedCode, String(message));
  return {
    streams: Number(streams),
    commits: Number(commits),
    head: { groups: Number(groups), hash: String(hash) },
  };
}

export interface AnswerOptions {
  readonly files: Files;
  /** The keys folder. */
  readonly folder: string;
  /** The data folder of the store. */
  readonly from: string;
  readonly store: Pick<EmbeddedStore, "hold" | "last">;
}

/** Looks twice a second, and makes one back-up at a time; the result waits for the one that is being made. */
export function answerBackups(options: AnswerOptions): () => Promise<void> {
  let making: Promise<void> | undefined;
  const timer = setInterval(() => {
    making ??= answerOne(options)
      .catch(() => undefined)
      .finally(() => {
        making = undefined;
      });
  }, 500);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await making;
  };
}

async function answerOne({ files, folder, from, store }: AnswerOptions): Promise<void> {
  const asked = await readDocument(files, join(folder, ASKED));
  if (asked === undefined) return;
  // Picked up: who asked sees that somebody is at work.
  await files.remove(join(folder, ASKED));
  const { id, to, at } = asked;
  const answer = await made({ files, from, store, to: String(to), at: String(at) });
  await writeDocument(files, join(folder, DONE), { format: 1, id, ...answer });
}

async function made(options: Omit<AnswerOptions, "folder"> & { to: string; at: string }): Promise<object> {
  try {
    // Read when somebody asks: a start does not wait for it.
    const { backupStore } = await import("./backup.ts");
    const { streams, commits, head } = await backupStore(options.store, options);
    return { streams, commits, groups: head.groups, hash: head.hash };
  } catch (error) {
    if (error instanceof Refused) return { code: error.code, message: error.message };
    if (isFull(error)) return { code: "full" };
    const message = `De server kon in ${options.to} geen back-up maken. Kies een map waar de server bij kan.`;
    return { code: "not-empty", message };
  }
}
