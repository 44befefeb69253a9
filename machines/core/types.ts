import type { AnyStateMachine } from 'xstate';
import type { z } from 'zod';
import type { DateBasis, Escalation } from '../../model/calendar/basis.ts';
import type { Basis, ClauseId } from '../../model/clauses.ts';
import type {
  DepartmentId,
  Instant,
  InstanceId,
  LocalDate,
  OrganisationId,
  PersonId,
} from '../../model/identifiers.ts';
import type { Json } from '../../model/json.ts';
import type { Profile } from '../../model/organisations.ts';
import type { DecidingRole, Role } from '../../model/roles.ts';
import type { Text } from '../../model/text.ts';

export type { DateBasis, Escalation } from '../../model/calendar/basis.ts';
export type { Json } from '../../model/json.ts';

/** A person on a post: a role in an organisation (and department) from–to. Dates are JST, `to` is the last day. */
export interface Appointment {
  readonly id: string;
  readonly person: PersonId;
  readonly role: Role;
  readonly organisation: OrganisationId;
  readonly department?: DepartmentId;
  readonly from: LocalDate;
  readonly to?: LocalDate;
  /** 本務, 併任, 代理・事務取扱. */
  readonly kind: 'regular' | 'concurrent' | 'acting';
  /**
   * The departments that count as the same as `department` (itself, its ancestors up to the bureau, its
   * descendants, its predecessors); computed by the server.
   */
  readonly scope?: readonly DepartmentId[];
  /**
   * The departments that have ended and whose work came to `department`, also through others in between: what was theirs
   * is now this post's. Computed by the server.
   */
  readonly succeeds?: readonly DepartmentId[];
}

/** Who decides, with all appointments around that moment; put on the event by the server, never by the caller. */
export interface Actor {
  readonly person: PersonId;
  readonly appointments: readonly Appointment[];
}

/**
 * Someone decides in place of a barred or vacant decider: the head of the organisation, or a person the head
 * nominated in writing for that matter. `holders` are those who hold the deciding roles, looked up by the server.
 */
export interface StandIn {
  readonly reason: string;
  /** SHA-256 of the head's written nomination; absent when the head decides in person. */
  readonly nomination?: { readonly by: PersonId; readonly document: string };
  readonly holders: readonly Actor[];
}

/** A decision taken on paper and entered by someone else (転記); the event's actor is the decider. */
export interface EnteredFor {
  readonly by: PersonId;
  /** JST date of the decision 決裁日. */
  readonly decidedOn: LocalDate;
  /** 決裁番号. */
  readonly number: string;
  /** SHA-256 of the decision document. */
  readonly document: string;
  /** Whether the organisation's registers allow it; looked up by the server. */
  readonly allowed: boolean;
}

/** A person decides. `I` is the decision's input, `F` its facts. */
export interface DecisionEvent<T extends string = string, I = unknown, F = unknown> {
  readonly type: T;
  readonly at: Instant;
  readonly actor: Actor;
  readonly input: I;
  readonly facts: F;
  readonly standIn?: StandIn;
  readonly enteredFor?: EnteredFor;
}

/** One instance (or the registry) tells another. `id` is the effect's stable id, unique per sender. */
export interface ToldEvent<T extends string = string, I = unknown> {
  readonly type: T;
  readonly at: Instant;
  readonly from: InstanceId;
  readonly id: string;
  readonly input: I;
}

/** Time acts. `due` is the instant it was armed for; `at` is never earlier. */
export interface TimeEvent<T extends string = string> {
  readonly type: T;
  readonly at: Instant;
  readonly due: Instant;
}

export type ProcedureEvent = DecisionEvent | ToldEvent | TimeEvent;

/** What every procedure's context carries; JSON only. */
export interface BaseContext {
  /** The machine's only clock: the instant of the step being taken, stamped by the core. */
  readonly at: Instant;
  /** Number of the entry being written, stamped by the core: what an id derived inside the machine may use. */
  readonly seq: number;
  /** How many decisions were taken before the step, stamped by the core; annotations are none. */
  readonly decisions: number;
  readonly instance: InstanceId;
  readonly organisation: OrganisationId;
  readonly year: number;
}

/** What a refusal is about: *who* decides (403), or the state, the facts, the input (409). */
export type About = 'who' | 'state' | 'facts' | 'input';

/** What a predicate may look at. The event's parts are those of whichever event it judges. */
export interface Case<C = BaseContext, E = ProcedureEvent> {
  readonly context: C;
  readonly event: E;
}

/** A named predicate with clause and basis: what the person reads when it fails. */
export interface Rule<C = BaseContext, E = ProcedureEvent> {
  readonly clause: ClauseId;
  readonly basis: Basis;
  readonly about: About;
  /** What `test` reads; a rule that reads input or facts is, before the act, a condition to come. */
  readonly reads: readonly About[];
  readonly ja: string;
  readonly en: string;
  /** True when the rule is kept. Total: never throws in any state in which it is a candidate. */
  test(a: Case<C, E>): boolean;
}

/** A named predicate without clause that only chooses the branch. */
export interface Route<C = BaseContext, E = ProcedureEvent> {
  readonly reads: readonly About[];
  readonly of: readonly string[];
  test(a: Case<C, E>): boolean;
}

/**
 * A rule where it stands: by its name, at the decision or told event that it judges. Every branch that can accept the
 * event carries it – with `only`, every branch but those chosen by the opposite of that route (`achieved`, `!achieved`).
 */
export type RuleAt = string | { readonly rule: string; readonly only: string };

/** What another instance may tell. */
export interface Tell {
  readonly input: z.ZodObject;
  /** The rules that judge it. */
  readonly rules: readonly RuleAt[];
}

/** What the parameters of a decision's look-ups are made from. */
export interface LookUpRequest {
  readonly context: Json;
  readonly input: Json;
  readonly actor: PersonId;
  /** Where somebody stands in: the proper holders; rules about who decides are judged for them too. */
  readonly holders?: readonly PersonId[];
}

/** What a person may do. */
export interface Decision {
  /** The input as the caller sends it, without the envelope. */
  readonly input: z.ZodObject;
  /** Facts the server looks up: each key names one look-up (see records/look-ups), each value its shape. */
  readonly facts?: z.ZodObject;
  /** Parameters of the look-ups, by fact name; derived from state, (parsed) input and who decides. */
  asks?(request: LookUpRequest): Readonly<Record<string, Json>>;
  /** Who decides. Deputies and acting holders decide as such. */
  readonly by: readonly DecidingRole[];
  /** Holders of the role in another body (or nobody's: outside people) may decide too; rules narrow it down. */
  readonly elsewhere?: true;
  /** The clause the division of roles rests on: what "not your role" cites. */
  readonly clause: ClauseId;
  /** The rules that judge it, in the order in which a refusal names them. */
  readonly rules: readonly RuleAt[];
  readonly label: Text;
  readonly irreversible?: true;
  /**
   * How large the instance may be when it is taken (`room.ts`): `reserved`, the procedure cannot come to its end without
   * it; `always`, it ends, withdraws, returns or decides what waits, and adds no more than was put forward before.
   */
  readonly room?: 'reserved' | 'always';
}

/**
 * The audience of a notice: whoever holds one of the roles at that instant, one person, or – where the body opened
 * escalation to them – whoever looks after the body in its supervising ministries.
 */
export type Audience =
  | { readonly roles: readonly Role[]; readonly organisation: OrganisationId; readonly department?: DepartmentId }
  | { readonly person: PersonId }
  | { readonly supervisorsOf: OrganisationId; readonly roles: readonly Role[] };

/** Which reminder of a due item a notice is. With person, instance and due item, `rung` and `stage` make it unique. */
export interface Reminder {
  /** The latest instant of the ladder (or of the escalation) that has come. */
  readonly rung: Instant;
  readonly stage: 'before' | 'today' | 'overdue' | 'escalated';
  /** 24:00 JST of the due date when it was written. */
  readonly due: Instant;
  /** How many earlier rungs passed while nothing ran and are caught up by this one; absent when none was. */
  readonly missed?: number;
}

/** What a step causes outside, before it has an id. */
export type Cause =
  | {
      readonly kind: 'notify';
      readonly to: Audience;
      readonly topic: string;
      readonly dueItem?: string;
      /** Present when time asks for it and not an event. */
      readonly reminder?: Reminder;
    }
  | { readonly kind: 'start'; readonly procedure: string; readonly instance: InstanceId; readonly input: Json }
  | { readonly kind: 'tell'; readonly to: InstanceId; readonly type: string; readonly input: Json }
  /** A fact comes into force: policy, standards, structure, plan, criteria set of the organisation. */
  | { readonly kind: 'register'; readonly register: string; readonly value: Json };

/** A cause with its stable id `seq.i`. */
export type Effect = Cause & { readonly id: string };

/** What falls due on a date. Instants; `original` stays for ever. */
export interface DueItem {
  readonly id: string;
  /** 24:00 JST of the due date. */
  readonly due: Instant;
  /** The first due instant it ever had. */
  readonly original: Instant;
  /** Reminder instants (09:00 JST), ascending; computed by the server. */
  readonly rungs: readonly Instant[];
  readonly roles: readonly Role[];
  readonly department?: DepartmentId;
  /** Counted from `original`, whatever was moved since. */
  readonly escalations?: readonly Escalation[];
  readonly basis?: DateBasis;
  /** Set when it was met. */
  readonly met?: Instant;
}

/** What the procedure expects of someone now: a line of the task list. */
export interface Task {
  readonly decision: string;
  readonly roles: readonly DecidingRole[];
  readonly department?: DepartmentId;
  readonly person?: PersonId;
  /** The due item it belongs to. */
  readonly dueItem?: string;
}

/**
 * Somebody whom an instance lets in although they may hold no post in its body: a person it names as acting on it (or in
 * whose name something was entered), or who holds one of the roles in a body it asks to act.
 */
export type Invitation =
  { readonly person: PersonId } | { readonly organisation: OrganisationId; readonly roles: readonly Role[] };

/** Plain rows for the read model, as a definition gives them. */
export interface ProjectedRows {
  /** A key of the procedure's `phases`. */
  readonly phase: string;
  /** How it ended, a key of the procedure's `phases`; absent while it runs. */
  readonly ended?: string;
  readonly due: readonly DueItem[];
  readonly tasks: readonly Task[];
  /** Numbers for the board, e.g. `openImprovements`. */
  readonly counts: Readonly<Record<string, number>>;
  /** Marks kept for ever: ways out that do not look like success (`noAudit`, `adopted`, `standIn`, …). */
  readonly marks: readonly string[];
  /** SHA-256 of the documents this instance cites: what makes them readable through it. */
  readonly documents: readonly string[];
}

/** Plain rows for the read model, with what the core knows of the instance. */
export interface Projection extends ProjectedRows {
  /** Who is invited now, as the definition declares it field by field (`contents`); no text ever invites anybody. */
  readonly invited: readonly Invitation[];
}

/** An input or a state that can be judged. */
export interface State {
  readonly seq: number;
  /** How many decisions were taken. */
  readonly decisions: number;
  readonly snapshot: { readonly value: Json; readonly context: BaseContext; readonly status: 'active' | 'done' };
  /** Timers that fired without moving: type → due instant at which they are held, so that they never loop. */
  readonly held?: Readonly<Record<string, Instant>>;
  /** Track → seq of the last decision or told event on it (never a timer's). */
  readonly changes?: Readonly<Record<string, number>>;
  /** Entries taken on paper and entered by someone else: seq → decider, who may contradict. */
  readonly entered?: Readonly<Record<string, PersonId>>;
  /** What was added to entries since: contradicted by their decider, corrected by their post. */
  readonly annotations?: readonly Annotation[];
  /** How decisions of the instance were taken when not plainly by the holder, for ever: marks of its entries. */
  readonly decidedAs?: readonly string[];
}

/** An entry that only adds to an earlier one. */
export interface Annotation {
  /** Seq of the entry annotated. */
  readonly of: number;
  /** Seq of the entry that annotates it. */
  readonly entry: number;
  readonly kind: 'contradicted' | 'corrected';
  /** SHA-256 of the document it cites. */
  readonly document?: string;
}

/** A failed rule as the caller reads it. */
export interface Refusal {
  /** Name of the rule. */
  readonly rule: string;
  readonly clause: ClauseId;
  readonly basis: Basis;
  readonly about: About;
  readonly ja: string;
  readonly en: string;
  /** Roles that could do it. */
  readonly whoCould: readonly DecidingRole[];
}

/** One line of the journal. */
export interface Entry {
  readonly instance: InstanceId;
  readonly procedure: string;
  readonly version: number;
  readonly seq: number;
  readonly at: Instant;
  /** The event that was taken; `begin` carries the input. */
  readonly event: Json;
  readonly from: Json;
  readonly to: Json;
  /** Digest of the state after the step (model/tree-digest.ts). */
  readonly digest: string;
  readonly projection: Projection;
  readonly effects: readonly Effect[];
  /** Present on a told event that was not taken, and on a fired timer that moved nothing. */
  readonly refused?: readonly Refusal[];
  /** How the decider decided when not plainly as the holder: `standIn`, `deputy`, `acting`, `enteredFor`. */
  readonly marks: readonly string[];
  /** Ids of the appointments relied on. */
  readonly reliedOn: readonly string[];
}

export interface Step {
  readonly state: State;
  readonly entry: Entry;
  readonly effects: readonly Effect[];
}

/** A decision as a caller sees it before the act. */
export interface OpenDecision {
  readonly decision: string;
  readonly status: 'open' | 'closed';
  /** Rules that fail now. */
  readonly failing: readonly Refusal[];
  /** Rules that will read input or facts: conditions to come. */
  readonly conditions: readonly Refusal[];
  readonly whoCould: readonly DecidingRole[];
}

/** Who reads certain contents, beside the CISO, the deputy and the head, who read all of their body (domain.md 8). */
export interface Readers<C extends BaseContext = BaseContext> {
  /** Roles of the body. Left out: those that take one of the part's decisions (for `rest`: any of the procedure's). */
  readonly roles?: readonly Role[];
  /**
   * Whether somebody reads it who holds none of the roles: mostly the rule that lets that person decide. `context.at` is
   * the moment of reading; `event` the entry's, absent when the part as a whole is asked about. Total.
   */
  also?(a: { readonly context: C; readonly actor: Actor; readonly event?: Json }): boolean;
}

/** A part of a procedure's contents that only those acting on it read. */
export interface Part<C extends BaseContext = BaseContext> extends Readers<C> {
  /** Decisions and told events whose entries say it. */
  readonly entries: readonly string[];
  /** Fields of the context that hold it, `a.b` for one inside another: written with `slotsOf`. */
  readonly slots?: readonly string[];
  /**
   * Lists of the context of which who does not read the whole part still reads some items – what concerns their own
   * department –, each judged by itself as its entry is. Total.
   */
  readonly items?: readonly string[];
  readsItem?(a: { readonly context: C; readonly actor: Actor; readonly item: Json }): boolean;
  /** Whether there is anything of it yet: what nobody has said is withheld from nobody. Absent: there may be at any time. */
  there?(context: C): boolean;
  /** Who does not read it is not shown either who said it. */
  readonly anonymous?: true;
}

/** Need-to-know within the body. What no part names is `rest`. All deciders read what they said. */
export interface Contents<C extends BaseContext = BaseContext> {
  readonly parts: readonly Part<C>[];
  readonly rest?: Readers<C>;
  /** Names of the context's fields that hold documents, and never anything else: what makes a document readable. */
  readonly documents?: readonly string[];
  /**
   * People whom the instance itself names as acting on it, whatever their post: they read all of it – from the body, under
   * a contract that runs, or from a supervising ministry. Taken from fields of the context that only inputs marked
   * `reference: 'person'` fill; a text is never searched for an id.
   */
  acting?(context: C): readonly PersonId[];
  /**
   * Other bodies that the instance asks to act, with the roles asked there: their holders read all of it as long as it is
   * asked. From fields filled by inputs marked `reference: 'organisation'`.
   */
  asked?(context: C): readonly { readonly organisation: OrganisationId; readonly roles: readonly Role[] }[];
}

/** A definition, as the rest of the system sees it. Made by `defineProcedure`. */
export interface Procedure {
  readonly id: string;
  readonly version: number;
  readonly label: Text;
  /** What `begin` takes. */
  readonly input: z.ZodObject;
  /** Facts the server looks up when another instance starts this one; they come in the input as `facts`. */
  startAsks?(a: { readonly input: Json }): Readonly<Record<string, Json>>;
  readonly decisions: Readonly<Record<string, Decision>>;
  readonly told: Readonly<Record<string, Tell>>;
  /** Events time brings: name → what it means. */
  readonly times: Readonly<Record<string, Text>>;
  readonly rules: Readonly<Record<string, Rule>>;
  readonly routes: Readonly<Record<string, Route>>;
  /** Text of every state, by its path without the machine's id (`planning.policy.submitted`). */
  readonly states: Readonly<Record<string, Text>>;
  /** Text of every phase and end that `project` names. */
  readonly phases: Readonly<Record<string, Text>>;
  /** Text of every notice topic; never the text of a finding. */
  readonly notices: Readonly<Record<string, Text>>;
  /** Text of every due item. */
  readonly dueItems: Readonly<Record<string, Text>>;
  /** Text of every mark `project` gives; the core's own marks have theirs in `core-texts.ts`. */
  readonly marks?: Readonly<Record<string, Text>>;
  /** Who reads which of its contents; absent: whoever takes one of its decisions by a post reads all. */
  readonly contents?: Contents;
  readonly machine: AnyStateMachine;
  /** When time will act: event type → instant. Absent means never. */
  timers(context: BaseContext): Readonly<Record<string, Instant>>;
  project(snapshot: State['snapshot']): ProjectedRows;
  /** The profile whose clauses its refusals cite (`model/agency-clauses.ts`); absent: those of ministries. */
  profile?(context: BaseContext): Profile | undefined;
  migrate?(previous: Json): Json;
}
