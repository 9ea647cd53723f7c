/** Generated from the schemas in this folder by `npm run types`; do not edit. */

/**
 * Nederlandse naam in kleine letters, met streepjes.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "Id".
 */
export type Id = string;
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "TextPart".
 */
export type TextPart = string;
/**
 * Waar iets vandaan komt: de nieuwsbrief, de wet, een bladzijde, of aangenomen.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "Source".
 */
export type Source = string;
/**
 * Dag als jaar-maand-dag.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "Day".
 */
export type Day = string;
/**
 * Een rol of relatie (met punt), of een partij van deze aanvraag (zonder punt).
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "Who".
 */
export type Who = string;
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "Scalar".
 */
export type Scalar = string | number | boolean;
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "CommandPart".
 */
export type CommandPart =
  | OpenCommand
  | StartCommand
  | SaveCommand
  | ActCommand
  | RecordCommand
  | WithdrawCommand
  | AssignCommand
  | JoinCommand
  | LeaveCommand
  | ElapseCommand;
/**
 * CommandBody
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "CommandBody".
 */
export type CommandBody =
  | OpenCommand
  | StartCommand
  | SaveCommand
  | ActCommand
  | RecordCommand
  | WithdrawCommand
  | AssignCommand
  | JoinCommand
  | LeaveCommand
  | ElapseCommand;
/**
 * Rol bij een soort organisatie (school.ib) of relatie met het dossier (dossier.ouder).
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "Role".
 */
export type Role = string;
/**
 * @minItems 1
 * @maxItems 40
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "Roles".
 */
export type Roles = Who[];
/**
 * Schooljaar, bijvoorbeeld 2023-2024.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "SchoolYear".
 */
export type SchoolYear = string;
/**
 * Plek in het document, bijvoorbeeld instance.forms.aanvraag.leerjaar.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "Path".
 */
export type Path = string;
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "Unit".
 */
export type Unit = "days" | "workdays" | "weeks" | "schoolweeks" | "months" | "years";
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "Reference".
 */
export type Reference =
  | {
      value: Id;
    }
  | {
      fact: Id;
    }
  | {
      path: Path;
    }
  | {
      calendar: Id;
      in?: "schoolYear";
    };
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "NumberPart".
 */
export type NumberPart = number | Reference;
/**
 * Een getal, een dag of een verwijzing.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "Operand".
 */
export type Operand = number | string | Reference;
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "Period".
 */
export type Period =
  | {
      n: number | Reference;
      unit: Unit;
    }
  | {
      value: Id;
    };
/**
 * De dag waar iets vanaf telt.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "Anchor".
 */
export type Anchor =
  | {
      action: Id;
    }
  | {
      state: Id;
    }
  | {
      path: Path;
    }
  | {
      fact: Id;
    }
  | {
      calendar: Id;
      in?: "schoolYear";
    };
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "Bound".
 */
export type Bound =
  | number
  | {
      value: Id;
    };
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "Receiver".
 */
export type Receiver =
  | Who
  | {
      role: Role;
      at: Reference;
    };
/**
 * @minItems 1
 * @maxItems 20
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "Phases".
 */
export type Phases = {
  id: Id;
  title: TextPart;
}[];
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "Effect".
 */
export type Effect = MessageEffect | TaskEffect | StartEffect | FileEffect | RecordEffect | ClaimEffect | FreeEffect;
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "Before".
 */
export type Before =
  | {
      by: Period;
      action: Id;
    }
  | {
      by: Period;
      message: {
        template: Id;
        to: Receiver;
      };
    };
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "Running".
 */
export type Running =
  | "finish"
  | {
      from: "all" | string[];
      when: "next-step" | "at-once";
      states?: {
        [k: string]: Id;
      };
      terms?:
        | ("keep" | "recompute")
        | {
            [k: string]:
              | "keep"
              | "recompute"
              | {
                  extend: Period;
                  /**
                   * @maxItems 100
                   */
                  holds?: Id[];
                };
          };
    };
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "FactField".
 */
export type FactField = string;
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "FactRows".
 */
export type FactRows = string;
/**
 * @minItems 2
 * @maxItems 2
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "FactPair".
 */
export type FactPair = Operand[];

export interface Grammar {}
/**
 * Feestdagen, vakanties en vaste dagen per schooljaar.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "Calendar".
 */
export interface Calendar {
  /**
   * Waar de grammatica van dit bestand staat, zodat de editor meehelpt.
   */
  $schema?: string;
  id: Id;
  title: TextPart;
  region: Id;
  source: Source;
  note?: TextPart;
  /**
   * Delen van deze kalender met een andere bron dan het geheel.
   *
   * @minItems 1
   * @maxItems 200
   */
  sources?: {
    /**
     * De plaats in dit bestand, zoals /dates/een-dag/2023-2024.
     */
    of: string;
    source: Source;
    note?: TextPart;
  }[];
  /**
   * @maxItems 400
   */
  publicHolidays: {
    day: Day;
    title: TextPart;
  }[];
  schoolHolidays: {
    /**
     * @maxItems 200
     */
    [k: string]: {
      from: Day;
      until: Day;
      title: TextPart;
    }[];
  };
  dates?: {
    [k: string]: {
      /**
       * @minItems 1
       * @maxItems 20
       */
      [k: string]: Day[];
    };
  };
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "OpenCommand".
 */
export interface OpenCommand {
  type: "open";
  unit?: Id;
  relations?: {
    /**
     * @minItems 1
     * @maxItems 20
     */
    [k: string]: Id[];
  };
  /**
   * @maxItems 10
   */
  records?: {
    kind: Id;
    answers: {
      [k: string]: unknown;
    };
  }[];
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "StartCommand".
 */
export interface StartCommand {
  type: "start";
  /**
   * @minItems 1
   * @maxItems 100
   */
  definitions: Id[];
  menu?: Id;
  /**
   * @maxItems 100
   */
  aims?: Id[];
  about?: string;
  /**
   * @maxItems 50
   */
  acknowledged?: string[];
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "SaveCommand".
 */
export interface SaveCommand {
  type: "save";
  instance: string;
  form: Id;
  answers: {
    [k: string]: unknown;
  };
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "ActCommand".
 */
export interface ActCommand {
  type: "act";
  instance: string;
  action: Id;
  input?: {
    [k: string]: unknown;
  };
  occurredOn?: Day;
  /**
   * @maxItems 50
   */
  acknowledged?: string[];
  evidence?: TextPart;
  onBehalfOf?: Id;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "RecordCommand".
 */
export interface RecordCommand {
  type: "record";
  kind: Id;
  of?: string;
  answers: {
    [k: string]: unknown;
  };
  replaces?: string;
  occurredOn?: Day;
  /**
   * @maxItems 50
   */
  acknowledged?: string[];
  evidence?: TextPart;
  onBehalfOf?: Id;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "WithdrawCommand".
 */
export interface WithdrawCommand {
  type: "withdraw";
  record: string;
  reason?: TextPart;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "AssignCommand".
 */
export interface AssignCommand {
  type: "assign";
  instance?: string;
  party: Who;
  /**
   * @minItems 1
   * @maxItems 20
   */
  people: (
    | Id
    | {
        name: TextPart;
        attributes?: {
          [k: string]: Scalar;
        };
      }
  )[];
}
/**
 * Sluit dit dossier aan bij een groep.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "JoinCommand".
 */
export interface JoinCommand {
  type: "join";
  group: string;
  menu?: Id;
  about?: string;
  /**
   * @maxItems 50
   */
  acknowledged?: string[];
}
/**
 * Haalt dit dossier uit de groep.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "LeaveCommand".
 */
export interface LeaveCommand {
  type: "leave";
  instance: string;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "ElapseCommand".
 */
export interface ElapseCommand {
  type: "elapse";
}
/**
 * Wat er op deze plek moet staan.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "Fragment".
 */
export interface Fragment {
  const?:
    | Scalar
    | {
        value: Id;
      };
  enum?:
    | Scalar[]
    | {
        value: Id;
      };
  type?: "string" | "number" | "integer" | "boolean" | "array" | "object";
  minimum?: Bound;
  maximum?: Bound;
  exclusiveMinimum?: Bound;
  exclusiveMaximum?: Bound;
  minLength?: number;
  maxLength?: number;
  minItems?: Bound;
  maxItems?: Bound;
  format?: "date";
  contains?: Fragment;
  not?: Fragment;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "Match".
 */
export interface Match {
  [k: string]: Fragment;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "RowMatch".
 */
export interface RowMatch {
  [k: string]: Fragment;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "Start".
 */
export interface Start {
  roles: Roles;
  /**
   * @maxItems 100
   */
  requires?: Id[];
  /**
   * @maxItems 100
   */
  advises?: Id[];
  about?: {
    /**
     * @minItems 1
     * @maxItems 100
     */
    [k: string]: Id[];
  };
  as?: Id;
}
/**
 * Een toets met een naam, en de zin voor als hij niet uitkomt.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "Condition".
 */
export interface Condition {
  /**
   * Waar de grammatica van dit bestand staat, zodat de editor meehelpt.
   */
  $schema?: string;
  id: Id;
  /**
   * Korte naam voor als hij uitkomt: voor de leesversie en de tekening.
   */
  title?: string;
  match?: Match;
  /**
   * @minItems 1
   * @maxItems 100
   */
  all?: Id[];
  /**
   * @minItems 1
   * @maxItems 100
   */
  any?: Id[];
  /**
   * Waarom het nu niet kan, en wat te doen.
   */
  explain: string;
  lift?: Roles;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "StateForm".
 */
export interface StateForm {
  form: Id;
  as?: Id;
  roles: Roles;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "When".
 */
export interface When {
  /**
   * @minItems 1
   * @maxItems 100
   */
  holds: Id[];
  action: Id;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "Completes".
 */
export interface Completes {
  form: Id;
  /**
   * @minItems 1
   * @maxItems 100
   */
  fields?: Id[];
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "MessageEffect".
 */
export interface MessageEffect {
  type: "message";
  params: {
    template: Id;
    to: Receiver;
  };
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "TaskEffect".
 */
export interface TaskEffect {
  type: "task";
  params: {
    title: TextPart;
    to: Receiver;
    due?: Id | Period;
  };
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "StartEffect".
 */
export interface StartEffect {
  type: "start";
  params: {
    definition: Id;
  };
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "FileEffect".
 */
export interface FileEffect {
  type: "file";
  params: {
    to: Receiver;
    view: Id;
  };
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "RecordEffect".
 */
export interface RecordEffect {
  type: "record";
  params: {
    kind: Id;
    from: {
      [k: string]: Scalar | Reference;
    };
  };
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "ClaimEffect".
 */
export interface ClaimEffect {
  type: "claim";
  params: {
    pool: Id;
    amount?: NumberPart;
  };
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "FreeEffect".
 */
export interface FreeEffect {
  type: "free";
  params: {
    pool: Id;
  };
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "Transition".
 */
export interface Transition {
  target?: Id;
  guard?: Id;
  /**
   * @maxItems 20
   */
  actions?: Effect[];
  meta: {
    label: TextPart;
    help?: TextPart;
    roles?: Roles;
    /**
     * @maxItems 100
     */
    requires?: Id[];
    /**
     * @maxItems 100
     */
    advises?: Id[];
    /**
     * @minItems 1
     * @maxItems 20
     */
    completes?: Completes[];
    /**
     * @maxItems 100
     */
    keeps?: Id[];
    input?: Id;
    ask?: TextPart;
    as?: Id;
    dated?: true;
  };
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "State".
 */
export interface State {
  type?: "final";
  meta: {
    label: TextPart;
    help?: TextPart;
    phase?: Id;
    /**
     * @maxItems 20
     */
    forms?: StateForm[];
    /**
     * @maxItems 20
     */
    when?: When[];
    /**
     * @maxItems 100
     */
    resources?: Id[];
    outcome?: Id;
  };
  on?: {
    [k: string]: Transition | Transition[];
  };
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "Party".
 */
export interface Party {
  who: {
    roles: Roles;
    person?: {
      [k: string]: Scalar | Reference;
    };
  };
  title?: TextPart;
  assign?: Roles;
  /**
   * @maxItems 100
   */
  differs?: Id[];
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "Term".
 */
export interface Term {
  title?: TextPart;
  start:
    | {
        action: Id;
        /**
         * @maxItems 100
         */
        holds?: Id[];
      }
    | {
        state: Id;
        /**
         * @maxItems 100
         */
        holds?: Id[];
      }
    | {
        path: Path;
        /**
         * @maxItems 100
         */
        holds?: Id[];
      }
    | {
        fact: Id;
        /**
         * @maxItems 100
         */
        holds?: Id[];
      }
    | {
        calendar: Id;
        in?: "schoolYear";
        /**
         * @maxItems 100
         */
        holds?: Id[];
      };
  length?: Period;
  until?: Anchor;
  suspend?: {
    /**
     * @minItems 1
     * @maxItems 100
     */
    in: Id[];
  };
  extend?: {
    action: Id;
    by: Period;
    times: number;
  };
  stop?: {
    /**
     * @minItems 1
     * @maxItems 100
     */
    in?: Id[];
    /**
     * @minItems 1
     * @maxItems 100
     */
    holds?: Id[];
  };
  repeat?: Period;
  rolls?: "workday";
  /**
   * @maxItems 10
   */
  before?: Before[];
  due?: Id;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "Meta".
 */
export interface Meta {
  steps?: {
    [k: string]: "all" | Id[];
  };
  start: Start;
  many?: boolean;
  group?: {
    min: NumberPart;
    max?: NumberPart;
    /**
     * @maxItems 100
     */
    joins?: Id[];
    /**
     * @maxItems 100
     */
    at?: Id[];
    /**
     * @maxItems 100
     */
    shared?: Id[];
    /**
     * @maxItems 10
     */
    same?: Path[];
  };
  phases?: Phases;
  running?: Running;
  processing: {
    purpose: TextPart;
    basis: TextPart;
  };
  /**
   * @maxItems 100
   */
  resources?: Id[];
}
/**
 * Een procedure: stappen, wie wat doet, en welke termijnen lopen.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "Definition".
 */
export interface Definition {
  /**
   * Waar de grammatica van dit bestand staat, zodat de editor meehelpt.
   */
  $schema?: string;
  id: Id;
  title: TextPart;
  description?: TextPart;
  kind: "cycle" | "request";
  meta: Meta;
  parties?: {
    [k: string]: Party;
  };
  terms?: {
    [k: string]: Term;
  };
  initial: Id;
  states: {
    [k: string]: State;
  };
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "FactRowsOperator".
 */
export interface FactRowsOperator {
  rows: FactRows;
  where?: RowMatch;
  within?:
    | {
        since?: Anchor;
        until?: Anchor;
      }
    | {
        last: Period;
      };
  of?:
    | FactField
    | {
        /**
         * @minItems 2
         * @maxItems 4
         */
        times: (FactField | number | Reference)[];
      };
  per?: {
    field: FactField;
    unit: "weeks" | "months" | "years" | "schoolYears";
  };
}
/**
 * Iets dat uit het dossier wordt berekend.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "Fact".
 */
export interface Fact {
  /**
   * Waar de grammatica van dit bestand staat, zodat de editor meehelpt.
   */
  $schema?: string;
  id: Id;
  title: TextPart;
  type: "number" | "day" | "boolean" | "scalar";
  unit?: string;
  count?: FactRowsOperator;
  sum?: FactRowsOperator;
  distinct?: FactRowsOperator;
  earliest?: FactRowsOperator;
  latest?: FactRowsOperator;
  minus?: FactPair;
  times?: FactPair;
  notAfter?: FactPair;
  same?: FactPair;
  lookup?: {
    value: Id;
    /**
     * @minItems 1
     * @maxItems 4
     */
    by: Reference[];
  };
  shift?: {
    from: Anchor | Reference;
    by: Period;
    back?: true;
    rolls?: "workday";
  };
  elapsed?: {
    from: Anchor | Reference;
    to: Anchor | Reference;
    unit: Unit;
  };
  schoolYear?: {
    of: Reference;
  };
  overlaps?: {
    rows: FactRows;
    from: FactField;
    to: FactField;
    where?: RowMatch;
  };
}
/**
 * Wat er klaarstaat voor wie de server voor het eerst start: mensen, een dossier en een paar verzoeken.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "FirstRun".
 */
export interface FirstRun {
  /**
   * Waar de grammatica van dit bestand staat, zodat de editor meehelpt.
   */
  $schema?: string;
  /**
   * Wie er een token krijgt bij de start.
   *
   * @minItems 1
   * @maxItems 20
   */
  tokens: {
    person: Id;
    label: TextPart;
  }[];
  /**
   * Wat er in een nieuwe map gebeurt, in één dossier. De eerste stap opent dat.
   *
   * @minItems 1
   * @maxItems 100
   */
  steps: {
    as: Id;
    do: CommandPart;
    note?: TextPart;
  }[];
  /**
   * Wat iemand als eerste kan proberen. Met een opdracht erbij wordt die gestuurd, anders wordt er alleen gelezen.
   *
   * @maxItems 10
   */
  requests: {
    label: TextPart;
    as: Id;
    /**
     * Plek op de server. Voor {dossier} komt het dossier van de stappen.
     */
    path: string;
    do?: CommandPart;
  }[];
}
/**
 * Wat samen gekozen kan worden, bijvoorbeeld een toolbox.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "Menu".
 */
export interface Menu {
  /**
   * Waar de grammatica van dit bestand staat, zodat de editor meehelpt.
   */
  $schema?: string;
  id: Id;
  title: TextPart;
  /**
   * @minItems 1
   * @maxItems 100
   */
  items: Id[];
  max?: NumberPart;
  /**
   * @maxItems 100
   */
  pairs?: Id[][];
  /**
   * @maxItems 50
   */
  requires?: {
    holds: Id;
    /**
     * @maxItems 100
     */
    except?: Id[];
  }[];
  /**
   * @maxItems 50
   */
  advises?: {
    holds: Id;
    /**
     * @maxItems 100
     */
    except?: Id[];
  }[];
  from?: Day;
  until?: Day;
  readUntil?: Day;
  channel?: Id;
}
/**
 * Message
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "Message".
 */
export interface Message {
  /**
   * Waar de grammatica van dit bestand staat, zodat de editor meehelpt.
   */
  $schema?: string;
  id: Id;
  title?: TextPart;
  via: "notice" | "mail" | "letter";
  subject: TextPart;
  body: string;
}
/**
 * Wie er werkt en waar. Levende gegevens: hoort niet bij een release.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "Organisation".
 */
export interface Organisation {
  /**
   * Waar de grammatica van dit bestand staat, zodat de editor meehelpt.
   */
  $schema?: string;
  controllers: {
    [k: string]: {
      title: TextPart;
    };
  };
  units: {
    [k: string]: {
      title: TextPart;
      kind: Id;
      controller: Id;
      links?: {
        [k: string]: Id;
      };
    };
  };
  people: {
    [k: string]: {
      name: TextPart;
      /**
       * @maxItems 50
       */
      roles: {
        role: Role;
        unit: Id;
      }[];
      attributes?: {
        [k: string]: Scalar;
      };
      subject?: {
        issuer: string;
        sub: string;
      };
    };
  };
}
/**
 * Gedeelde ruimte, zoals plaatsen in een groep.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "Pool".
 */
export interface Pool {
  /**
   * Waar de grammatica van dit bestand staat, zodat de editor meehelpt.
   */
  $schema?: string;
  id: Id;
  title: TextPart;
  unit?: string;
  period?: "year" | "schoolYear" | "halfYear" | "none";
  /**
   * @maxItems 4
   */
  by?: Path[];
  capacity?: NumberPart;
  /**
   * @maxItems 6
   */
  order?: Path[];
  full?: "refuse" | "wait";
  offer?: Id;
  format?: string;
}
/**
 * Iets dat wordt vastgelegd zonder eigen procedure, zoals instemming.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "RecordKind".
 */
export interface RecordKind {
  /**
   * Waar de grammatica van dit bestand staat, zodat de editor meehelpt.
   */
  $schema?: string;
  id: Id;
  title: TextPart;
  help?: TextPart;
  form: Id;
  of:
    | ("dossier" | "record")
    | {
        /**
         * @minItems 1
         * @maxItems 100
         */
        [k: string]: Id[];
      };
  roles: Roles;
  /**
   * @maxItems 100
   */
  requires?: Id[];
  /**
   * @maxItems 100
   */
  advises?: Id[];
  /**
   * @maxItems 100
   */
  keeps?: Id[];
  /**
   * @minItems 1
   * @maxItems 100
   */
  unique?: Id[];
  dated?: Id;
  merge: "entry" | "field";
  binds?: {
    form: Id;
    changed: "void" | "keep";
  };
  revocable?: boolean;
  grants?: {
    view: Id;
    expires?: Id;
    maximum?: Period;
    code?: boolean;
  };
  discloses?: {
    to: Role;
    /**
     * @minItems 1
     * @maxItems 50
     */
    fields: string[];
  };
  stream?: Id;
}
/**
 * Resource
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "Resource".
 */
export interface Resource {
  /**
   * Waar de grammatica van dit bestand staat, zodat de editor meehelpt.
   */
  $schema?: string;
  id: Id;
  kind: "link" | "video" | "document" | "template" | "card" | "contact";
  title: TextPart;
  url?: string;
  /**
   * Waarvoor iemand hier terecht kan: het systeem zelf, of de inhoud.
   */
  help?: "technical" | "content";
  /**
   * In plaats van een adres: wie deze rollen heeft bij de organisatie die erbij hoort.
   *
   * @minItems 1
   * @maxItems 10
   */
  roles?: Role[];
  validUntil?: Day;
}
/**
 * RoleList
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "RoleList".
 */
export interface RoleList {
  /**
   * Waar de grammatica van dit bestand staat, zodat de editor meehelpt.
   */
  $schema?: string;
  /**
   * @minItems 1
   * @maxItems 200
   */
  roles: {
    id: Role;
    title: TextPart;
    /**
     * Korte naam: voor de leesversie en de tekening.
     */
    short?: string;
    /**
     * Wie deze rol heeft, mag procedures uitproberen op verzonnen dossiers.
     */
    simulates?: true;
    becomes?: Role;
  }[];
  /**
   * @maxItems 100
   */
  relations: {
    id: Role;
    title: TextPart;
    /**
     * Korte naam: voor de leesversie en de tekening.
     */
    short?: string;
    assign: Roles;
  }[];
}
/**
 * Een belofte van een procedure: wie doet wat, wanneer, en wat volgt.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "Scenario".
 */
export interface Scenario {
  /**
   * Waar de grammatica van dit bestand staat, zodat de editor meehelpt.
   */
  $schema?: string;
  title: TextPart;
  start: string;
  actors: {
    [k: string]: {
      /**
       * @maxItems 20
       */
      roles: Role[];
      unit?: Id;
      assurance?: 0 | 1 | 2;
      attributes?: {
        [k: string]: Scalar;
      };
    };
  };
  /**
   * @minItems 1
   * @maxItems 300
   */
  steps: {
    as?: Id;
    /**
     * Een dossier, of een groep: het dossier dat haar begon, een laag streepje en de aanvraag.
     */
    dossier?: string;
    wait?: {
      n: number;
      unit: "days" | "weeks" | "months" | "years";
    };
    do?: CommandPart;
    note?: TextPart;
    expect?: {
      ok?: boolean;
      /**
       * @maxItems 50
       */
      reasons?: string[];
      /**
       * @maxItems 50
       */
      warnings?: string[];
      state?: {
        [k: string]: Id;
      };
      steps?: {
        [k: string]: "missing" | "saved" | "complete" | "empty";
      };
      terms?: {
        [k: string]: string;
      };
      /**
       * Hoe een aanvraag van dit dossier in haar groep staat; van een groep: hoe elk dossier erin staat.
       */
      members?: {
        [k: string]: "waiting" | "taking" | "left" | "none";
      };
      /**
       * Wat een aanvraag van een gedeelde ruimte heeft: held, waiting of none, of het nummer.
       */
      pools?: {
        [k: string]: string;
      };
      /**
       * @maxItems 50
       */
      tasks?: TextPart[];
      /**
       * @maxItems 50
       */
      messages?: Id[];
      next?: string;
      sees?: {
        [k: string]: {
          /**
           * @maxItems 200
           */
          fields?: string[];
          /**
           * @maxItems 200
           */
          hidden?: string[];
        };
      };
    };
  }[];
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "ValueTable".
 */
export interface ValueTable {
  [k: string]: Scalar | ValueTable;
}
/**
 * Een getal, dag of lijst, met de bron.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "Value".
 */
export interface Value {
  /**
   * Waar de grammatica van dit bestand staat, zodat de editor meehelpt.
   */
  $schema?: string;
  id: Id;
  title: TextPart;
  unit?: string;
  value?: Scalar | Scalar[];
  /**
   * @minItems 1
   * @maxItems 4
   */
  by?: Id[];
  table?: ValueTable;
  source: Source;
  note?: TextPart;
}
/**
 * Wat een rol te zien krijgt. Wat er niet staat, is niet te zien.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "View".
 */
export interface View {
  /**
   * Waar de grammatica van dit bestand staat, zodat de editor meehelpt.
   */
  $schema?: string;
  id: Id;
  title: TextPart;
  for: Roles;
  /**
   * @maxItems 100
   */
  when?: Id[];
  as: "live" | "filed";
  sections: {
    [k: string]: "all" | string[];
  };
}
