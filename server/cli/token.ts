/** The command `token`: one token to develop with, in the name of a person of the organisation. */

import { developmentKeys } from "../http/development-keys.ts";
import type { Call, Exit, Io } from "./command.ts";
import { folders } from "./folders.ts";
import { openSource } from "./source.ts";

/** Works whether the server runs or not: both use the same signing key. */
export async function token({ words, values }: Call, io: Io): Promise<Exit> {
  const places = folders(io);
  if (places === undefined) return 2;
  const source = await openSource({ values }, io);
  if (source === undefined) return 2;
  const [person = ""] = words;
  const people = source.organisation?.people ?? {};
  if (!Object.hasOwn(people, person)) {
    io.err(`Deze persoon is er niet: ${person}. Wel:`);
    for (const [id, { name, roles }] of Object.entries(people)) {
      io.err(`  ${id.padEnd(16)} ${[name, ...roles.map(({ role, unit }) => `${role} ${unit}`)].join(", ")}`);
    }
    return 2;
  }
  io.out(await (await developmentKeys(places.keys)).signToken(person));
  return 0;
}
