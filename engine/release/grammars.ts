/** The grammar of each folder of a source, and what they share. */

import calendar from "../../definitions/grammar/calendar.schema.json" with { type: "json" };
import command from "../../definitions/grammar/command.schema.json" with { type: "json" };
import common from "../../definitions/grammar/common.schema.json" with { type: "json" };
import condition from "../../definitions/grammar/condition.schema.json" with { type: "json" };
import definition from "../../definitions/grammar/definition.schema.json" with { type: "json" };
import fact from "../../definitions/grammar/fact.schema.json" with { type: "json" };
import type { JsonObject } from "../../definitions/grammar/json.ts";
import menu from "../../definitions/grammar/menu.schema.json" with { type: "json" };
import message from "../../definitions/grammar/message.schema.json" with { type: "json" };
import organisation from "../../definitions/grammar/organisation.schema.json" with { type: "json" };
import pool from "../../definitions/grammar/pool.schema.json" with { type: "json" };
import record from "../../definitions/grammar/record.schema.json" with { type: "json" };
import resource from "../../definitions/grammar/resource.schema.json" with { type: "json" };
import roles from "../../definitions/grammar/roles.schema.json" with { type: "json" };
import scenario from "../../definitions/grammar/scenario.schema.json" with { type: "json" };
import value from "../../definitions/grammar/value.schema.json" with { type: "json" };
import view from "../../definitions/grammar/view.schema.json" with { type: "json" };

/** By folder name; `common` and `command` are only referred to. */
export const grammars: { readonly [folder: string]: JsonObject } = {
  procedures: definition,
  records: record,
  conditions: condition,
  facts: fact,
  values: value,
  views: view,
  menus: menu,
  pools: pool,
  calendar,
  messages: message,
  resources: resource,
  scenarios: scenario,
  roles,
  organisation,
  common,
  command,
};
