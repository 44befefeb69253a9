/** A definition, as the rest of the system sees it: its decisions, what it is told, and the whole. */
import type { AnyStateMachine } from 'xstate';
import type { z } from 'zod';
import type { ClauseId } from '../../model/clauses.ts';
import type { Instant, OrganisationId, PersonId } from '../../model/identifiers.ts';
import type { Json } from '../../model/json.ts';
import type { OrganisationKind, Profile } from '../../model/organisations.ts';
import type { DecidingRole } from '../../model/roles.ts';
import type { Text } from '../../model/text.ts';
import type { Contents } from './contents.ts';
import type { Choices, Drafts, FieldGroup } from './forms.ts';
import type { HandIns } from './hand-ins.ts';
import type { ShownList } from './lists.ts';
import type { Route, Rule, RuleAt } from './predicates.ts';
import type { DueItem, ProjectedRows } from './projection.ts';
import type { BaseContext, State } from './state.ts';

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
  /**
   * The bodies whose posts decide, where they are not the instance's own: headquarters, a competent ministry. Stand-ins,
   * tasks and who could follow. From fields that only inputs marked `reference: 'organisation'`, told events or facts fill. Total.
   */
  bodies?(context: BaseContext): readonly OrganisationId[];
  /** The clause the division of roles rests on: what "not your role" cites. */
  readonly clause: ClauseId;
  /** The rules that judge it, in the order in which a refusal names them. */
  readonly rules: readonly RuleAt[];
  readonly label: Text;
  /** Why it is expected of somebody, in one sentence: what a task list says below it. */
  readonly why?: Text;
  /** The headings of a long form, each with its fields; together they name every field once. */
  readonly groups?: readonly FieldGroup[];
  readonly irreversible?: true;
  /** The decision in whose place it is taken – return instead of approve, of a plan or its amendment. */
  readonly insteadOf?: readonly string[];
  /**
   * How large the instance may be when it is taken (`room.ts`): `reserved`, the procedure cannot come to its end without
   * it; `late`, it opens a way to its end or names somebody else, and can be taken again and again; `always`, it ends, or
   * returns or decides what waits, and adds no more than was put forward before.
   */
  readonly room?: 'reserved' | 'late' | 'always';
}

/** How a person opens an instance. The records give its number. */
export interface Opens {
  /** Decisions that open one: with them nothing else is asked for, and refused nothing is begun. */
  readonly by: readonly string[];
  /** The kinds of bodies that have such instances. */
  readonly of: readonly OrganisationKind[];
  /** What it begins with, from the decision's parsed input. */
  beginning?(input: Json): Json;
}

/** How the calendar opens an instance each fiscal year: one for each body, without a number. It begins with facts alone. */
export interface Yearly {
  /** The kinds of bodies that have one. */
  readonly of: readonly OrganisationKind[];
  /** Not by itself but beside this one of the same body and year, as soon as that has begun. */
  readonly beside?: string;
}

/**
 * A column of the board, for those who know of the instance: how many of how many, both by their names among the counts
 * that `project` gives, and what is said while it is none, some, all. Where there are none at all nothing is said.
 */
export interface BoardColumn {
  readonly head: Text;
  readonly done: string;
  readonly of: string;
  readonly none: Text;
  readonly some: Text;
  readonly all: Text;
}

/** What another instance may tell. */
export interface Tell {
  readonly input: z.ZodObject;
  /** The rules that judge it. */
  readonly rules: readonly RuleAt[];
}

/** What a notice says, and the decisions it asks for: of its recipients who may take one of them is told. */
export interface NoticeText extends Text {
  readonly asks?: readonly string[];
}

/** A definition, as the rest of the system sees it. Made by `defineProcedure`. */
export interface Procedure {
  readonly id: string;
  readonly version: number;
  readonly label: Text;
  /** What `begin` takes. */
  readonly input: z.ZodObject;
  /** Facts the server looks up when another instance starts this one; they come in the input as `facts`. */
  startAsks?(a: { readonly input: Json; readonly year: number }): Readonly<Record<string, Json>>;
  readonly decisions: Readonly<Record<string, Decision>>;
  /** A person opens an instance by taking one of these decisions first; absent: another instance or the calendar does. */
  readonly opens?: Opens;
  /** The calendar opens one a year for each body; absent: it opens none. */
  readonly yearly?: Yearly;
  /** Kinds of which it starts instances in its own body: they are shown with it. */
  readonly starts?: readonly string[];
  readonly told: Readonly<Record<string, Tell>>;
  /** Events time brings: name → what it means. */
  readonly times: Readonly<Record<string, Text>>;
  readonly rules: Readonly<Record<string, Rule>>;
  readonly routes: Readonly<Record<string, Route>>;
  /** Text of every state, by its path without the machine's id (`planning.policy.submitted`), and the phase it is. */
  readonly states: Readonly<Record<string, Text & { readonly phase?: string }>>;
  /** Text of every phase and end that `project` names. */
  readonly phases: Readonly<Record<string, Text>>;
  /** Text of every notice topic; never the text of a finding. */
  readonly notices: Readonly<Record<string, NoticeText>>;
  /** Text of every due item. */
  readonly dueItems: Readonly<Record<string, Text>>;
  /** Every date it has, also of what was met or is no longer expected; absent: those that `project` gives. Total. */
  dates?(context: BaseContext): readonly DueItem[];
  /** Text of every mark `project` gives; the core's own marks have theirs in `core-texts.ts`. */
  readonly marks?: Readonly<Record<string, Text>>;
  /** What the board shows of it at its body's line, beside its phase; absent: nothing. Of a kind of which a body has one a year. */
  readonly board?: Readonly<Record<string, BoardColumn>>;
  /** Who reads which of its contents; absent: whoever takes one of its decisions by a post reads all. */
  readonly contents?: Contents;
  /** Lists of what it holds, for its readers. */
  readonly lists?: Readonly<Record<string, ShownList>>;
  /** What an entry is about, for its sentence, from what its reader reads of the context; `undefined` for the whole. Total. */
  subject?(context: BaseContext, event: Json): Text | undefined;
  /** Lists from which fields of its decisions are chosen. */
  readonly choices?: Choices;
  /** What of a decision's input is known already: what the server knows nobody types. */
  readonly drafts?: Drafts;
  /** What its departments hand in. */
  readonly handIns?: HandIns;
  readonly machine: AnyStateMachine;
  /** When time will act: event type → instant. Absent means never. */
  timers(context: BaseContext): Readonly<Record<string, Instant>>;
  project(snapshot: State['snapshot']): ProjectedRows;
  /** The profile whose clauses its refusals cite (`model/agency-clauses.ts`); absent: those of ministries. */
  profile?(context: BaseContext): Profile | undefined;
  migrate?(previous: Json): Json;
}
