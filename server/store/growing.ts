/** The files that only grow at a checkpoint (audit, endless streams, tokens, index), and up to where each is good. */

import { dirname, join } from "node:path";
import type { Files } from "./files.ts";
import { type Group, type Mark, readGroups, START } from "./frame.ts";
import { openFramed } from "./framed-file.ts";
import { damaged } from "./refused.ts";

export interface Growing {
  /** Appends groups of lines to the file of that name, durable when it resolves. What fails half-way is cut off at the next try. */
  append(name: string, groups: Iterable<readonly string[]>): Promise<void>;
  /** The lines of a file up to its mark. @throws Refused (`damaged`). */
  lines(name: string): Promise<readonly string[]>;
  mark(name: string): Mark;
  /** Names under a folder (`audit/`), in order. */
  names(under: string): readonly string[];
  forget(name: string): void;
  marks(): { readonly [name: string]: Mark };
}

export function openGrowing(
  files: Files,
  root: string,
  epoch: number,
  known: { readonly [name: string]: Mark },
): Growing {
  const marks = new Map(Object.entries(known));

  return {
    async append(name, groups) {
      const path = join(root, name);
      const before = marks.get(name) ?? START;
      if (before.bytes === 0) await makeFolder(files, dirname(path));
      const { file } = await openFramed(files, path, { epoch, known: before });
      try {
        for (const lines of groups) await file.append(lines);
        marks.set(name, file.mark());
      } finally {
        await file.close();
      }
    },
    async lines(name) {
      const path = join(root, name);
      // The mark first: what is appended while the file is read lies beyond it.
      const mark = marks.get(name) ?? START;
      return groupsTo(await files.read(path), mark, path).flatMap(({ lines }) => lines);
    },
    mark: (name) => marks.get(name) ?? START,
    names: (under) => [...marks.keys()].filter((name) => name.startsWith(under)).sort(),
    forget: (name) => void marks.delete(name),
    marks: () => Object.fromEntries(marks),
  };
}

async function makeFolder(files: Files, folder: string): Promise<void> {
  await files.makeFolder(folder);
  await files.syncFolder(dirname(folder));
}

/** The groups of a file up to a mark. Beyond it may lie work that was not finished. @throws Refused (`damaged`). */
function groupsTo(bytes: Uint8Array | undefined, mark: Mark, path: string): readonly Group[] {
  if (mark.bytes === 0) return [];
  const { groups, end } = readGroups((bytes ?? new Uint8Array()).subarray(0, mark.bytes), START);
  if (end.bytes !== mark.bytes) throw damaged(path, end.bytes, "een groep klopt niet of ontbreekt");
  if (end.n !== mark.n || end.hash !== mark.hash)
    throw damaged(path, end.bytes, "het bestand is een ander dan bij het laatste controlepunt");
  return groups;
}
