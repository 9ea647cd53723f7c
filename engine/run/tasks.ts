/** Closes what was asked of people: a task lasts as long as the state in which it was asked. */

import type { Work } from "./whole.ts";
import { dossierIn, emit } from "./work.ts";

export function closeTasks(work: Work, instance: string): void {
  for (const task of Object.values(dossierIn(work).tasks)) {
    if (task.instance === instance && task.open) emit(work, { type: "taskClosed", task: task.id });
  }
}
