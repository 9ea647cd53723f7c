/** What Node runs where code may not be made from text: it reads its script from stdin, and prints what came of it. */

import { text } from "node:stream/consumers";
import { interpretChecks } from "../../forms/grammar/interpret.ts";
import { play, type Script } from "./play.ts";

const script = JSON.parse(await text(process.stdin)) as Script;
process.stdout.write(JSON.stringify(play(script, interpretChecks())));
