/** A release: all procedures, forms and rules of one moment as one immutable document. */

import type { JsonObject } from "../../definitions/grammar/json.ts";
import type {
  Calendar,
  Condition,
  Definition,
  Fact,
  Menu,
  Message,
  Pool,
  RecordKind,
  Resource,
  RoleList,
  Value,
  View,
} from "../../definitions/grammar/types.generated.ts";

export interface Release {
  readonly format: 1;
  /** In the order in which they stand in menus and pages: by id. */
  readonly definitions: { readonly [id: string]: Definition };
  readonly forms: { readonly [id: string]: JsonObject };
  readonly ui: { readonly [form: string]: JsonObject };
  readonly records: { readonly [id: string]: RecordKind };
  readonly conditions: { readonly [id: string]: Condition };
  readonly facts: { readonly [id: string]: Fact };
  readonly values: { readonly [id: string]: Value };
  readonly views: { readonly [id: string]: View };
  readonly menus: { readonly [id: string]: Menu };
  readonly pools: { readonly [id: string]: Pool };
  readonly calendars: { readonly [id: string]: Calendar };
  readonly messages: { readonly [id: string]: Message };
  readonly resources: { readonly [id: string]: Resource };
  readonly roles: RoleList;
}
