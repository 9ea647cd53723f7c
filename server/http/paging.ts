/** Pages of a list: how many, from where, and where to read on. */

import { type Answer, problem } from "./problem.ts";
import type { Incoming } from "./route.ts";

/** What a list takes in its query; Dutch, for the description. */
export const PAGED = {
  limit: "Hoeveel er op een bladzijde staan: 1 tot en met 100. Zonder: 25.",
  cursor: "Waar verder te lezen; staat in Link.",
};

const FEW = 25;

/** Undefined when `limit` is no number that a page may have. */
export function pageAsked({ query }: Incoming): { readonly limit: number; readonly after?: string } | undefined {
  const given = query("limit");
  if (given !== undefined && !/^([1-9][0-9]?|100)$/.test(given)) return undefined;
  const after = query("cursor");
  return { limit: given === undefined ? FEW : Number(given), ...(after === undefined ? {} : { after }) };
}

export function wrongLimit(): Answer {
  return wrongQuery("limit", "Kies 1 tot en met 100.");
}

export function wrongCursor(): Answer {
  return wrongQuery("cursor", "Begin opnieuw, zonder cursor.");
}

export function nextLink(path: string, limit: number, next: string | undefined): { readonly link?: string } {
  return next === undefined ? {} : { link: `<${path}?limit=${limit}&cursor=${next}>; rel="next"` };
}

function wrongQuery(name: string, message: string): Answer {
  return problem("invalid", { errors: [{ pointer: "", code: name, message }] });
}
