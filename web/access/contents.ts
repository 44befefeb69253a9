/**
 * What somebody of a body reads of a procedure: need-to-know by the parts its definition declares (domain.md 8). What is
 * not for that reader is left out of the state and, entry by entry, of the journal.
 */
import { annotations } from '../../machines/core/index.ts';
import type { BaseContext, Contents, Json, Part, Procedure, Readers, State } from '../../machines/core/index.ts';
import { asObject, isObject } from '../../model/json.ts';
import type { OrganisationId } from '../../model/identifiers.ts';
import { isRole, type Role } from '../../model/roles.ts';
import type { Text } from '../../model/text.ts';
import type { Caller } from '../caller.ts';

/** What one reads of an instance. */
export interface Reach {
  /** `state`: no contents but the reader's own words; `partial`: all but the parts not for the reader. */
  readonly reading: 'state' | 'partial' | 'full';
  /** Whether the reader sees what an entry says; an annotation reads like the entry `of` which it is. */
  reads(event: Json, of?: Json): boolean;
  /** The entry without the fields of it that are not for the reader. */
  shown(event: Json): Json;
  /** What of the input of an entry that is not for the reader as a whole is for them all the same. */
  narrowed(event: Json): Json | undefined;
  /** True when the reader neither sees it nor may learn who said it. */
  hides(event: Json, of?: Json): boolean;
  /** The context without what is not for the reader; `undefined` when all of it is not. */
  readonly context: Json | undefined;
}

/** Always let in: the CISO and the deputy, and the head of the organisation, who decides in their place. */
const always: readonly Role[] = ['ciso', 'deputyCiso', 'headOfOrganisation'];
const none: Contents = { parts: [] };

/** Reading all of an instance. */
export function all(state: State): Reach {
  return {
    reading: 'full',
    reads: () => true,
    shown: (event) => event,
    narrowed: () => undefined,
    hides: () => false,
    context: contextOf(state, []),
  };
}

/** Whether what somebody reads of a context is enough to know whose it is. */
export function isContext(context: Json): context is Json & BaseContext {
  return isObject(context) && typeof context['instance'] === 'string' && typeof context['at'] === 'number';
}

/** Whether holders of these roles read a field of the context in every instance of the body, by the post alone. */
export function readsByPost({ contents }: Procedure, slot: string, roles: readonly Role[]): boolean {
  const part = contents?.parts.find(({ slots = [] }) => slots.includes(slot));
  return roles.some((role) => always.includes(role) || part?.roles?.includes(role) === true);
}

/** Whether a title stands in what somebody reads: what is restricted in the context is so wherever else it would be shown. */
export function standsIn(read: Json | undefined, title: Text): boolean {
  return JSON.stringify(read ?? null).includes(JSON.stringify(title.ja));
}

/** Reading where it stands and no more. */
export function outlineOf(procedure: Procedure): Reach {
  const { parts } = procedure.contents ?? none;
  const hides = (event: Json, of?: Json): boolean => parts.some((part) => part.anonymous && says(part, event, of));
  return {
    reading: 'state',
    reads: () => false,
    shown: (event) => event,
    narrowed: () => undefined,
    hides,
    context: undefined,
  };
}

/** Reading as somebody who holds these roles in the body now. */
export function reachOf(procedure: Procedure, state: State, me: Caller, roles: readonly Role[]): Reach {
  const contents = procedure.contents ?? none;
  const context = contextNow(state, me);
  if (roles.some((role) => always.includes(role)) || contents.acting?.(context).includes(me.person) === true)
    return all(state);
  return reachBy(procedure, state, me, (readers, decisions, event) => {
    const named = readers.roles ?? rolesOf(procedure, decisions);
    if (roles.some((role) => named.includes(role))) return true;
    return readers.also?.({ context, actor: me.actor, ...(event !== undefined && { event }) }) === true;
  });
}

/** Reading as somebody of bodies that are parties to it. */
export function reachOfParty(procedure: Procedure, state: State, me: Caller, bodies: readonly OrganisationId[]): Reach {
  const context = contextNow(state, me);
  return reachBy(procedure, state, me, (readers, _, event) =>
    bodies.some(
      (organisation) =>
        readers.party?.({ context, organisation, actor: me.actor, ...(event !== undefined && { event }) }) === true,
    ),
  );
}

function contextNow({ snapshot }: State, me: Caller): BaseContext {
  return { ...snapshot.context, at: Math.max(me.at, snapshot.context.at) };
}

/** Whether somebody reads what these readers read: a part as a whole, or – given its event – one entry of it. */
type Judge = (readers: Readers, decisions: readonly string[], event?: Json) => boolean;

function reachBy(procedure: Procedure, state: State, me: Caller, judge: Judge): Reach {
  const { parts, rest } = procedure.contents ?? none;
  const context = contextNow(state, me);
  const readsRest = judge(rest ?? {}, Object.keys(procedure.decisions));
  const withheld = parts.filter((part) => part.there?.(context) !== false && !judge(part, part.entries));
  const partOf = (event: Json): Part | undefined => parts.find(({ entries }) => entries.includes(typeOf(event)));
  const reads = (event: Json, of?: Json): boolean => {
    if (personOf(event) === me.person) return true;
    const said = of ?? event;
    // An annotation whose entry is not known says nothing about what it may hold.
    if (of === undefined && Object.hasOwn(annotations, typeOf(event))) return withheld.length === 0 && readsRest;
    if (of !== undefined && personOf(of) === me.person) return true;
    const part = partOf(said);
    if (part === undefined) return readsRest;
    return judge(part, part.entries, said) || (part.fields !== undefined && readsRest);
  };
  const shown = (event: Json): Json => {
    const part = partOf(event);
    if (part?.fields === undefined || personOf(event) === me.person || judge(part, part.entries, event)) return event;
    const { fields } = part;
    return { ...asObject(event), input: withoutFields(asObject(event)['input'] ?? {}, fields) };
  };
  const outline = outlineOf(procedure);
  return {
    reading: !readsRest ? 'state' : withheld.length > 0 ? 'partial' : 'full',
    reads,
    shown,
    narrowed: (event) => partOf(event)?.narrowed?.({ context, actor: me.actor, event }),
    hides: (event, of) => outline.hides(event, of) && !reads(event, of),
    context: readsRest ? contextOf(state, withheld, me) : undefined,
  };
}

/** Roles that take one of the decisions by their post. `anyone` and plain staff are not among them. */
function rolesOf(procedure: Procedure, decisions: readonly string[]): readonly Role[] {
  return decisions.flatMap((name) =>
    Object.hasOwn(procedure.decisions, name)
      ? (procedure.decisions[name]?.by ?? []).filter(
          (by): by is Role => by !== 'anyone' && by !== 'staff' && isRole(by),
        )
      : [],
  );
}

function says({ entries }: Part, event: Json, of: Json | undefined): boolean {
  return entries.includes(typeOf(of ?? event));
}

function typeOf(event: Json): string {
  const { type } = asObject(event);
  return typeof type === 'string' ? type : '';
}

function personOf(event: Json): Json | undefined {
  return asObject(asObject(event)['actor'])['person'];
}

/**
 * The context without what is withheld; of lists whose items are judged one by one those that the reader reads are left.
 * The list of all documents goes with any part: it says what each part cites.
 */
function contextOf({ snapshot }: State, withheld: readonly Part[], me?: Caller): Json {
  const context = asObject(snapshot.context);
  if (withheld.length === 0) return context;
  const slots = withheld.flatMap((part) => part.slots ?? []);
  const left = [...slots, 'documents'].reduce<Json>((value, slot) => without(value, slot.split('.')), context);
  const itemsFor = (part: Part, slot: string): Json => {
    const items = asObject(context)[slot];
    if (me === undefined || !Array.isArray(items)) return [];
    const judged = { context: snapshot.context, actor: me.actor };
    return items.filter((item: Json) => part.readsItem?.({ ...judged, item }) === true);
  };
  const lists = withheld.flatMap((part) => (part.items ?? []).map((slot) => [slot, itemsFor(part, slot)] as const));
  return { ...asObject(left), ...Object.fromEntries(lists) };
}

/** The value without any field of these names. */
function withoutFields(value: Json, names: readonly string[]): Json {
  if (Array.isArray(value)) return value.map((item: Json) => withoutFields(item, names));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, part]) =>
      names.includes(name) || part === undefined ? [] : [[name, withoutFields(part, names)]],
    ),
  );
}

/** The value without a field, in each item where a list comes on the way. */
function without(value: Json, [name, ...inner]: readonly string[]): Json {
  if (Array.isArray(value)) return value.map((item: Json) => without(item, name === undefined ? [] : [name, ...inner]));
  if (!isObject(value) || name === undefined) return value;
  const entries = Object.entries(value);
  if (inner.length === 0) return Object.fromEntries(entries.filter(([key]) => key !== name));
  return Object.fromEntries(
    entries.map(([key, part]) => [key, key === name && part !== undefined ? without(part, inner) : part]),
  );
}
