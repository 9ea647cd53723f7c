/** The startgesprek of the newsletter against a running server, told in plain Dutch. */

import { execFileSync } from "node:child_process";
import { type Answer, type Body, type Person, personAt } from "./client.ts";

const address = process.argv[2] ?? `http://127.0.0.1:${process.env["PORT"] ?? "8080"}`;
const [ibEr, leerkracht, ouder, tpo, consulent] = ["ib-er", "leerkracht", "ouder", "tpo", "consulent"].map((person) =>
  personAt(address, tokenOf(person)),
) as [Person, Person, Person, Person, Person];
const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Amsterdam", dateStyle: "short" }).format(Date.now());
const question = "Hoe helpen wij Noor om een taak zelf te beginnen en af te maken?";

chapter("1. De school opent een dossier");
const opened = await ibEr.open({
  type: "open",
  relations: { "dossier.ouder": ["ouder"], "dossier.leerkracht": ["leerkracht"] },
  records: [
    {
      kind: "leerlinggegevens",
      answers: {
        roepnaam: "Noor",
        achternaam: `Voorbeeld ${Date.now() % 1_000_000}`,
        geboortedatum: "2014-03-02",
        leerjaar: "groep-5",
        groep: "5b",
        schoolsoort: "basisschool",
        contactpersoon: "Iris Voorbeeld",
        gezag: "beide-ouders",
      },
    },
    { kind: "niveau", answers: { niveau: "extra-ondersteuning-school" } },
  ],
});
const dossier = opened.body.dossier ?? stop(`Het dossier ging niet open: ${why(opened)}`);
tell(`De IB'er opent dossier ${dossier.slice(0, 8)}… voor Noor. Ouder en leerkracht horen erbij.`);
await done(ibEr, { type: "start", definitions: ["hgw-cyclus"], aims: ["startgesprek"] });
tell("De cyclus begint bij waarnemen. Het doel is een startgesprek.");

chapter("2. Waarnemen: opslaan is nog niet afronden");
await done(leerkracht, {
  type: "save",
  instance: "hgw-cyclus-1",
  form: "waarnemen",
  answers: { hulpvraag: question, domein: "werkhouding" },
});
const [form] = (await leerkracht.page(dossier)).cycle?.forms ?? [];
tell(`De leerkracht slaat op. Nog niet afgerond: ${form?.toDo.length} vragen staan open.`);
await refused(leerkracht, "De leerkracht wil al afronden.", {
  type: "act",
  instance: "hgw-cyclus-1",
  action: "afronden",
});
await done(leerkracht, {
  type: "save",
  instance: "hgw-cyclus-1",
  form: "waarnemen",
  answers: {
    "stimulerende-factoren-kind": "Noor is nieuwsgierig en werkt graag samen.",
    "stimulerende-factoren-school": "De leerkracht geeft korte opdrachten.",
    "belemmerende-factoren-kind": "Noor is snel afgeleid.",
    "belemmerende-factoren-school": "De groep is groot en vaak druk.",
    resultaten: "Rekenen groeit minder dan verwacht.",
    "eerdere-inzet": [
      {
        inzet: "Kort instructiegroepje.",
        domein: "werkhouding",
        periode: "Van september tot november",
        effect: "deels",
      },
    ],
    "besproken-met-ouders-op": "2022-10-31",
  },
});
await done(leerkracht, { type: "act", instance: "hgw-cyclus-1", action: "afronden" });
tell("Nu is alles ingevuld. De stap is afgerond en de cyclus staat op begrijpen.");

chapter("3. Begrijpen: alleen het integratief beeld");
await done(ibEr, {
  type: "save",
  instance: "hgw-cyclus-1",
  form: "begrijpen",
  answers: { "integratief-beeld": "Noor begrijpt de uitleg, maar verliest het overzicht zodra zij alleen werkt." },
});
for (const step of ["begrijpen", "plannen", "realiseren"]) {
  await done(ibEr, { type: "act", instance: "hgw-cyclus-1", action: "afronden" });
  tell(`De stap ${step} is afgerond${step === "begrijpen" ? "" : ", zonder iets in te vullen"}.`);
}

chapter("4. Delen is nog geen vraag");
await done(ibEr, { type: "record", kind: "delen", answers: { "ouders-weten-het": "ja" } });
const shared = await row(tpo);
tell(
  `Het TPO ziet nu: ${Object.values(shared?.disclosed ?? {}).join(" en ")}. Vragen: ${shared?.requests.length ?? 0}.`,
);

chapter("5. Zonder instemming van de ouders geen startgesprek");
const start = { type: "start", definitions: ["startgesprek"], menu: "ondersteuning-toolbox" };
await refused(ibEr, "De IB'er kiest het startgesprek in de Ondersteuning Toolbox.", start);
await done(ouder, { type: "record", kind: "instemming", answers: { besluit: "gegeven", wijze: "zelf" } });
tell("De ouder stemt in.");
await done(ibEr, start);
tell("Nu kan de IB'er het startgesprek wel kiezen.");

chapter("6. Indienen en bevestigen");
await done(ibEr, {
  type: "save",
  instance: "startgesprek-1",
  form: "aanvraag-startgesprek",
  answers: { hulpvraag: question, "voor-wie": "leerling", "ouders-gezien": "ja" },
});
await done(ibEr, { type: "act", instance: "startgesprek-1", action: "indienen" });
tell(`Ingediend, nog niet bevestigd. Vragen die het TPO ziet: ${(await row(tpo))?.requests.length ?? 0}.`);
await done(ibEr, { type: "act", instance: "startgesprek-1", action: "bevestigen" });
const received = await row(tpo);
tell(
  `Bevestigd. In de werklijst van het TPO: ${received?.requests.map(({ title, label }) => `${title}, ${label}`).join("; ")}.`,
);
for (const { title, due } of received?.tasks ?? [])
  tell(`Taak voor het TPO: ${title}${due === undefined ? "" : `, uiterlijk ${due}`}.`);

chapter("7. Het TPO plant het gesprek");
const [filed] = (await tpo.page(dossier)).requests[0]?.filed ?? [];
tell(
  `Het TPO leest het dossier zoals ${filed?.by} het indiende: ${filed?.forms.map(({ title }) => title).join(", ")}.`,
);
await done(tpo, { type: "assign", instance: "startgesprek-1", party: "behandelaar", people: ["consulent"] });
await done(consulent, {
  type: "save",
  instance: "startgesprek-1",
  form: "afspraak",
  answers: {
    datum: today,
    tijd: "13:30",
    plaats: "op-school",
    deelnemers: ["ouders", "leerkracht", "intern-begeleider"],
  },
});
await done(consulent, { type: "act", instance: "startgesprek-1", action: "plannen" });
const appointment = (await ouder.page(dossier)).requests[0]?.forms.find(({ key }) => key === "afspraak");
tell(`De consulent maakt een afspraak. De ouder ziet de datum: ${String(appointment?.answers["datum"])}.`);

chapter("8. Het gesprek, en een vervolg");
await done(consulent, { type: "act", instance: "startgesprek-1", action: "gesprek-gevoerd", occurredOn: today });
await done(consulent, {
  type: "save",
  instance: "startgesprek-1",
  form: "verslag-startgesprek",
  answers: {
    aanwezigen: [
      { naam: "Iris Voorbeeld", rol: "Intern begeleider" },
      { naam: "Otto Voorbeeld", rol: "Ouder" },
    ],
    "doelen-en-wensen-leerling": "Noor wil haar taak zelf afmaken.",
    "doelen-en-wensen-ouders": "Ouders willen dat Noor met plezier naar school gaat.",
    "doelen-en-wensen-leerkracht": "De leerkracht wil leren hoe zij taken in stappen verdeelt.",
    conclusie: "Noor heeft structuur nodig bij zelfstandig werken.",
    "bestede-minuten": 180,
    vervolg: "analyse-en-ondersteuning",
  },
});
await done(consulent, { type: "act", instance: "startgesprek-1", action: "afronden" });
const after = await ibEr.page(dossier);
tell(`Het startgesprek is klaar: ${after.requests[0]?.shows.label}.`);
const carried = after.cycle?.forms.find(({ key }) => key === "waarnemen");
tell(
  `Er is een nieuwe cyclus (${after.cycle?.instance}), bij ${after.cycle?.shows.label}. Eerder ingevuld en meegenomen:`,
);
tell(`“${String(carried?.answers["hulpvraag"])}”`);

function chapter(title: string): void {
  console.log(`\n${title}`);
}

function tell(sentence: string): void {
  console.log(`  ${sentence}`);
}

async function done(person: Person, body: Body): Promise<void> {
  const answer = await person.ask(dossier, body);
  if (answer.status >= 400) stop(`${body.type} lukte niet: ${why(answer)}`);
}

/** The story needs this to be refused, and tells why it was. */
async function refused(person: Person, sentence: string, body: Body): Promise<void> {
  const answer = await person.ask(dossier, body);
  if (answer.status < 400) stop(`Dit had geweigerd moeten worden: ${sentence}`);
  tell(`${sentence} Dat kan nog niet: ${why(answer)}`);
}

function why({ status, body }: Answer): string {
  return body.reasons?.map(({ message }) => message).join(" ") ?? `${status} ${JSON.stringify(body)}`;
}

async function row(person: Person) {
  return (await person.worklist()).find((item) => item.dossier.id === dossier);
}

/** From `TOKEN_IB_ER` and the like, else from the command line. */
function tokenOf(person: string): string {
  const given = process.env[`TOKEN_${person.toUpperCase().replace("-", "_")}`];
  if (given !== undefined) return given;
  return execFileSync(process.execPath, ["--import", "tsx", "server/cli/main.ts", "token", person], {
    encoding: "utf8",
  }).trim();
}

function stop(message: string): never {
  console.error(message);
  process.exit(1);
}
