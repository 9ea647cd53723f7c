/** What the page runs: it fetches its script, plays it, and leaves what came of it on the window. */

import { interpretChecks } from "../../forms/grammar/interpret.ts";
import { play, type Script } from "./play.ts";

const answer = await fetch("/script.json");
Object.assign(globalThis, { played: play((await answer.json()) as Script, interpretChecks()) });
