/** Pieces of HTML for the page about the interface: text is escaped here, and nowhere else. */

import { isObject, type Json, type JsonObject } from "../../definitions/grammar/json.ts";

/** HTML that is whole: what is no `Html` is text. */
export interface Html {
  readonly html: string;
}

export type Content = Html | string | number | readonly Content[];

/** `html\`<p>${text}</p>\``: every hole is escaped, unless it is HTML itself. */
export function html(parts: TemplateStringsArray, ...holes: readonly Content[]): Html {
  return { html: parts.map((part, at) => `${part}${at < holes.length ? written(holes[at] ?? "") : ""}`).join("") };
}

function written(content: Content): string {
  if (typeof content === "string" || typeof content === "number") return escaped(String(content));
  if ("html" in content) return content.html;
  return content.map(written).join("");
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
}

/** The first column heads its row. A table that is too wide can be scrolled, by keyboard too. */
export function table(caption: string, titles: readonly string[], rows: readonly (readonly Content[])[]): Html {
  return html`<div class="table" tabindex="0" role="region" aria-label="${caption}"><table><caption>${caption}</caption><thead><tr>${titles.map((title) => html`<th scope="col">${title}</th>`)}</tr></thead><tbody>${rows.map(
    ([first = "", ...rest]) =>
      html`<tr><th scope="row">${first}</th>${rest.map((cell) => html`<td>${cell}</td>`)}</tr>`,
  )}</tbody></table></div>`;
}

export function block(label: string, value: Json): Html {
  return html`<pre tabindex="0" role="region" aria-label="${label}"><code>${JSON.stringify(value, undefined, 2)}</code></pre>`;
}

/** What a schema asks, in a few words, with links to shapes that have a name. */
export function kindOf(schema: Json | undefined): Content {
  if (!isObject(schema)) return "";
  const { $ref: ref, type, enum: values, const: only } = schema;
  const choices = schema["anyOf"] ?? schema["oneOf"];
  if (typeof ref === "string") return shapeLink(ref.slice(ref.lastIndexOf("/") + 1));
  if (only !== undefined) return html`<code>${JSON.stringify(only)}</code>`;
  if (Array.isArray(values)) return joined(values.map((value: Json) => html`<code>${JSON.stringify(value)}</code>`));
  if (Array.isArray(choices)) return joined(choices.map((one: Json) => kindOf(one)));
  if (type === "array") return html`lijst van ${kindOf((schema as JsonObject)["items"])}`;
  return typeof type === "string" ? (KINDS[type] ?? type) : "van alles";
}

function shapeLink(name: string): Html {
  return html`<a href="#shape-${name}">${name}</a>`;
}

function joined(parts: readonly Content[]): Content {
  return parts.flatMap((part, at) => (at === 0 ? [part] : [" of ", part]));
}

const KINDS: { readonly [type: string]: string } = {
  string: "tekst",
  integer: "heel getal",
  number: "getal",
  boolean: "ja of nee",
  object: "object",
  null: "niets",
};
