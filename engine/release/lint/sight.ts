/** Checks that who may act also sees what it is about, and that what is filed can be seen. */

import type { Finding } from "../../../definitions/grammar/finding.ts";
import type { Definition, View } from "../../../definitions/grammar/types.generated.ts";
import { error, type Found, inFile, step, warning } from "./found.ts";
import { fileOf, type Known, transitionsOf } from "./known.ts";

export function sightFindings(known: Known): Finding[] {
  const found = known.definitions.flatMap((definition) =>
    inFile(fileOf("definition", definition.id), [
      ...(known.isOpen.view ? [] : blindActors(known, definition)),
      ...filedFaults(known, definition),
      ...emptyParties(definition),
    ]),
  );
  return [...found, ...(known.isOpen.definition ? [] : neverFiled(known))];
}

/** A role that is not there has its own finding. */
function isNamed({ roles, relations }: Known, { parties }: Definition, who: string): boolean {
  return roles.includes(who) || relations.includes(who) || Object.hasOwn(parties ?? {}, who);
}

interface Act {
  readonly who: string;
  readonly pointer: string;
  /** The form that is filled in, when that is the act. */
  readonly form?: string;
}

/** One finding for each role or party that sees nothing of the instance, else for each form it cannot see. */
function blindActors(known: Known, definition: Definition): Found[] {
  const views = viewsOn(known, definition);
  const section = definition.kind === "cycle" ? "steps" : `requests.${definition.id}`;
  const sees = (who: string, wanted: string, live: boolean) =>
    views.some(
      (view) => Object.hasOwn(view.sections, wanted) && (!live || view.as === "live") && isFor(definition, view, who),
    );
  const told = new Set<string>();
  return actsOf(definition).flatMap(({ who, pointer, form }) => {
    if (!isNamed(known, definition, who)) return [];
    const blind = !sees(who, section, definition.kind === "cycle");
    const key = blind || form === undefined ? who : `${who} ${form}`;
    if ((!blind && (form === undefined || sees(who, `forms.${form}`, true))) || told.has(key)) return [];
    told.add(key);
    const what = blind ? section : `forms.${form}`;
    const message = `“${who}” kan hier iets doen, maar ziet het niet. Voeg “${what}” toe aan een weergave voor “${who}”.`;
    return [error(pointer, "blind-actor", message)];
  });
}

function actsOf({ states }: Definition): readonly Act[] {
  return Object.entries(states).flatMap(([id, { meta, on }]) => {
    const here = `/states${step(id)}`;
    const forms = (meta.forms ?? []).flatMap(({ form, roles }, index) =>
      roles.map((who, at) => ({ who, form, pointer: `${here}/meta/forms${step(index)}/roles${step(at)}` })),
    );
    const actions = Object.entries(on ?? {}).flatMap(([action, given]) => {
      const branch = Array.isArray(given) ? "/0" : "";
      const roles = [given].flat()[0]?.meta.roles ?? [];
      return roles.map((who, at) => ({ who, pointer: `${here}/on${step(action)}${branch}/meta/roles${step(at)}` }));
    });
    return [...actions, ...forms];
  });
}

/** Live views, and filed views under which this definition is filed. */
function viewsOn(known: Known, definition: Definition): readonly View[] {
  const filed = filingsOf(definition).map(({ view }) => view);
  return Object.values(known.release.views).filter((view) => view.as === "live" || filed.includes(view.id));
}

/** A party sees what it was named to see, and what each role that can play it sees. */
export function isFor({ parties }: Definition, view: View, who: string): boolean {
  const roles = parties?.[who]?.who.roles;
  return view.for.includes(who) || (roles?.every((role) => view.for.includes(role)) ?? false);
}

interface FiledUnder {
  readonly view: string;
  readonly pointer: string;
}

function filingsOf({ states }: Definition): readonly FiledUnder[] {
  return Object.entries(states).flatMap(([id, { on }]) =>
    Object.entries(on ?? {}).flatMap(([action, given]) =>
      [given].flat().flatMap(({ actions }, branch) => {
        const here = `/states${step(id)}/on${step(action)}${Array.isArray(given) ? step(branch) : ""}/actions`;
        return (actions ?? []).flatMap((effect, index) =>
          effect.type === "file" ? [{ view: effect.params.view, pointer: `${here}${step(index)}/params/view` }] : [],
        );
      }),
    ),
  );
}

function filedFaults({ release: { views } }: Known, definition: Definition): Found[] {
  return filingsOf(definition)
    .filter(({ view }) => Object.hasOwn(views, view) && views[view]?.as === "live")
    .map(({ view, pointer }) => {
      const message = `“${view}” is geen weergave van wat is ingediend. Maak er “as: filed” van, of kies een andere.`;
      return error(pointer, "view-not-filed", message);
    });
}

function neverFiled(known: Known): Finding[] {
  const filed = known.definitions.flatMap(filingsOf).map(({ view }) => view);
  return Object.values(known.release.views)
    .filter(({ as, id }) => as === "filed" && !filed.includes(id))
    .flatMap(({ id }) => {
      const message = "Niets wordt onder deze weergave ingediend, dus niemand ziet haar. Noem haar bij een “file”.";
      return inFile(fileOf("view", id), [warning("/as", "never-filed", message)]);
    });
}

/** A party that nobody may name, and that nobody becomes by acting. */
function emptyParties(definition: Definition): Found[] {
  const taken = [definition.meta.start.as, ...transitionsOf(definition).map(({ meta }) => meta.as)];
  return Object.entries(definition.parties ?? {})
    .filter(([id, { assign }]) => assign === undefined && !taken.includes(id))
    .map(([id]) => {
      const message = `Niemand kan “${id}” worden. Vul bij “assign” in wie deze partij aanwijst.`;
      return error(`/parties${step(id)}`, "empty-party", message);
    });
}
