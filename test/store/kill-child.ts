/** A process that commits as fast as it can and prints every acknowledgement, until it is killed. */

import { writeSync } from "node:fs";
import { embeddedStore } from "../../server/store/embedded.ts";
import { commit, part, plainSealer, project } from "./sample.ts";

const [folder = "", round = ""] = process.argv.slice(2);
const store = await embeddedStore({
  ...{ folder, sealer: plainSealer, project, segmentBytes: 20_000, reserveBytes: 4096 },
  fatal(error) {
    writeSync(2, `${String(error)}\n`);
    process.exit(1);
  },
});
writeSync(1, "open\n");

await Promise.all(
  Array.from({ length: 8 }, async (_, client) => {
    const streams = [`dossier-${client}`, "pool:p"];
    for (let n = 0; ; n++) {
      const id = `${round}-${client}-${n}`;
      const mine = client % 2 === 0 ? streams : streams.slice(0, 1);
      const before = await Promise.all(mine.map((stream) => store.read(stream)));
      try {
        await store.append(
          commit(
            id,
            mine.map((stream, at) => part(stream, before[at]?.length ?? 0, id)),
          ),
        );
      } catch {
        // Another client moved the pool: again.
        continue;
      }
      // Written at once: what is printed was acknowledged, and nothing waits in a buffer when the kill comes.
      writeSync(1, `${id} ${mine.join(" ")}\n`);
    }
  }),
);
