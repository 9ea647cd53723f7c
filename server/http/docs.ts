/** The page about the interface: every operation of our own description, to read, to hear and to walk through by keyboard. */

import { isObject, type Json, type JsonObject } from "../../definitions/grammar/json.ts";
import { block, type Content, type Html, html, kindOf, table } from "./docs-html.ts";
import { openApi } from "./openapi.ts";

let made: string | undefined;

/** The same page at every call: HTML without a script. */
export function docsPage(): string {
  made ??= page(openApi()).html;
  return made;
}

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly is: JsonObject;
}

function page(api: JsonObject): Html {
  const info = part(api, "info");
  const schemas = part(part(api, "components"), "schemas");
  const groups = items(api["tags"]).map((tag) => ({
    id: text(tag["name"]),
    title: text(tag["description"]),
    operations: operationsIn(api).filter(({ is }) => (is["tags"] as Json[]).includes(tag["name"] ?? "")),
  }));
  return html`<!doctype html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(info["title"])}: de interface</title>
<link rel="stylesheet" href="/v1/docs/style.css">
</head>
<body>
<a class="skip" href="#content">Naar de inhoud</a>
<header>
<h1>${text(info["title"])}: de interface</h1>
<p>${text(info["description"])}</p>
<p class="soft">Versie ${text(info["version"])}. Voor programma’s: <a href="/v1/openapi.json">de beschrijving als OpenAPI 3.1</a>.</p>
</header>
<div class="columns">
<nav aria-labelledby="contents">
<h2 id="contents">Op deze bladzijde</h2>
<ul>
${groups.map(
  ({ id, title, operations }) => html`<li><a href="#group-${id}">${title}</a><ul>${operations.map(
    (one) => html`<li><a href="#${text(one.is["operationId"])}">${badge(one.method)} ${one.path}</a></li>`,
  )}</ul></li>
`,
)}<li><a href="#shapes">Opbouw</a></li>
</ul>
</nav>
<main id="content" tabindex="-1">
${groups.map(
  ({ id, title, operations }) => html`<section aria-labelledby="group-${id}">
<h2 id="group-${id}">${title}</h2>
${operations.map((one) => shownOperation(api, one))}</section>
`,
)}<section aria-labelledby="shapes">
<h2 id="shapes">Opbouw</h2>
<p>Zo ziet eruit wat u stuurt en wat u krijgt.</p>
${Object.entries(schemas).map(([name, schema]) => shownShape(name, schema))}</section>
</main>
</div>
<footer>Draaiboek, EUPL-1.2.</footer>
</body>
</html>
`;
}

function operationsIn(api: JsonObject): readonly Operation[] {
  return Object.entries(part(api, "paths")).flatMap(([path, methods]) =>
    Object.entries(methods as JsonObject).map(([method, is]) => ({ method, path, is: is as JsonObject })),
  );
}

function badge(method: string): Html {
  return html`<span class="method ${method}">${method.toUpperCase()}</span>`;
}

function shownOperation(api: JsonObject, { method, path, is }: Operation): Html {
  const id = text(is["operationId"]);
  const isOpen = Array.isArray(is["security"]) && is["security"].length === 0;
  const parameters = items(is["parameters"]).map((one) => resolved(api, one));
  return html`<article aria-labelledby="${id}">
<h3 id="${id}">${badge(method)} <code>${path}</code></h3>
<p>${text(is["summary"])}</p>
<p class="soft">${isOpen ? "Zonder token." : "Met een token: Authorization: Bearer."}</p>
${parameters.length === 0 ? "" : html`<h4>Wat u meestuurt</h4>${table("Plaats, soort en betekenis van wat u meestuurt", ["Naam", "Waar", "Soort", "Betekenis"], parameters.map(parameterRow))}`}
${shownBody(is["requestBody"], method, path)}
<h4>Antwoorden</h4>
${table(
  "Antwoorden met hun code en inhoud",
  ["Code", "Betekenis", "Inhoud"],
  Object.entries(part(is, "responses")).map(([status, one]) => answerRow(api, status, one as JsonObject)),
)}
</article>
`;
}

function parameterRow({ name, in: where, required, schema, description }: JsonObject): readonly Content[] {
  const must = required === true ? "Verplicht. " : "";
  return [
    html`<code>${text(name)}</code>`,
    PLACES[text(where)] ?? text(where),
    kindOf(schema),
    `${must}${text(description)}`,
  ];
}

const PLACES: { readonly [place: string]: string } = { path: "in het adres", query: "achter ?", header: "als kop" };

function shownBody(body: Json | undefined, method: string, path: string): Content {
  if (!isObject(body)) return "";
  const { schema, examples } = part(part(body as JsonObject, "content"), "application/json");
  const shown = Object.entries(isObject(examples) ? (examples as JsonObject) : {}).map(([name, one]) => {
    const label = `Bijvoorbeeld ${name} bij ${method.toUpperCase()} ${path}`;
    return html`<p class="soft">Bijvoorbeeld: ${name}</p>${block(label, (one as JsonObject)["value"] ?? {})}`;
  });
  return html`<h4>De inhoud</h4><p>JSON: ${kindOf(schema)}.</p>${shown}`;
}

function answerRow(api: JsonObject, status: string, answer: JsonObject): readonly Content[] {
  const found = resolved(api, answer);
  const shapes = Object.entries(part(found, "content")).map(([media, one]): Content => {
    const kind = kindOf((one as JsonObject)["schema"]);
    return media === "application/json" ? kind : html`${kind} <span class="soft">(${media})</span>`;
  });
  const why = Number(status) >= 400 ? REFUSALS[Number(status)] : undefined;
  return [status, why ?? text(found["description"]), shapes.length === 0 ? "geen inhoud" : shapes];
}

const REFUSALS: { readonly [status: number]: string } = {
  400: "Niet leesbaar of niet geldig; alle fouten staan erbij.",
  401: "Er is geen geldig token.",
  403: "Iemand met een andere rol kan dit doen.",
  404: "Het is er niet, of u kunt het niet zien.",
  405: "Deze methode hoort niet bij dit adres.",
  409: "Dit kan nu niet; alle redenen staan erbij.",
  412: "Iemand heeft dit intussen veranderd.",
  413: "Te groot.",
  415: "Geen JSON.",
  422: "De Idempotency-Key hoort al bij iets anders.",
  428: "If-Match ontbreekt.",
  429: "Te veel; Retry-After zegt hoe lang u wacht.",
  431: "De koppen zijn te groot.",
  500: "Er ging iets mis in de server.",
  503: "Even niet beschikbaar; er is niets veranderd.",
  507: "De opslag is vol; er is niets veranderd.",
};

function shownShape(name: string, schema: Json): Html {
  const is = isObject(schema) ? (schema as JsonObject) : {};
  const required = Array.isArray(is["required"]) ? is["required"] : [];
  const properties = Object.entries(part(is, "properties"));
  const rows = properties.map(([key, inner]): readonly Content[] => [
    html`<code>${key}</code>`,
    kindOf(inner),
    [required.includes(key) ? "Verplicht. " : "", isObject(inner) ? text(inner["description"] as Json) : ""],
  ]);
  const choices = Array.isArray(is["anyOf"]) ? is["anyOf"] : [];
  return html`<article aria-labelledby="shape-${name}">
<h3 id="shape-${name}"><code>${name}</code></h3>
${is["description"] === undefined ? "" : html`<p>${text(is["description"])}</p>`}${
  properties.length > 0
    ? table(`Velden van ${name}`, ["Veld", "Soort", "Betekenis"], rows)
    : html`<p>${choices.length > 0 ? ["Een van deze: ", kindOf(is)] : plain(is)}</p>`
}
</article>
`;
}

function plain(schema: JsonObject): Content {
  const pattern = schema["pattern"];
  return [kindOf(schema), typeof pattern === "string" ? html`, volgens <code>${pattern}</code>` : ""];
}

function resolved(api: JsonObject, one: JsonObject): JsonObject {
  const ref = one["$ref"];
  if (typeof ref !== "string") return one;
  return ref.split("/").slice(1).reduce(part, api);
}

function part(whole: JsonObject, key: string): JsonObject {
  const found = whole[key];
  return isObject(found) ? (found as JsonObject) : {};
}

function items(list: Json | undefined): readonly JsonObject[] {
  return Array.isArray(list) ? (list as JsonObject[]) : [];
}

function text(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}
