/** Who reads what of an instance. */
import type { OrganisationId, PersonId } from '../../model/identifiers.ts';
import type { Json } from '../../model/json.ts';
import type { Role } from '../../model/roles.ts';
import type { Actor } from './actor.ts';
import type { BaseContext } from './state.ts';

/** Who reads certain contents, beside the CISO, the deputy and the head, who read all of their body (domain.md 8). */
export interface Readers<C extends BaseContext = BaseContext> {
  /** Roles of the body. Left out: those that take one of the part's decisions (for `rest`: any of the procedure's). */
  readonly roles?: readonly Role[];
  /**
   * Whether somebody reads it who holds none of the roles: mostly the rule that lets that person decide. `context.at` is
   * the moment of reading; `event` the entry's, absent when the part as a whole is asked about. Total.
   */
  also?(a: { readonly context: C; readonly actor: Actor; readonly event?: Json }): boolean;
  /** Whether a party reads it: the body by whose post somebody reads, and who that is. Absent: none does. Total. */
  party?(a: PartyReader<C>): boolean;
}

/** Somebody of a party who reads: by a post of which body. */
export interface PartyReader<C extends BaseContext = BaseContext> {
  readonly context: C;
  readonly organisation: OrganisationId;
  readonly actor: Actor;
  readonly event?: Json;
}

/** A body that may know of an instance of another, by whoever holds one of the roles there. */
export interface Party {
  readonly organisation: OrganisationId;
  readonly roles: readonly Role[];
}

/** A part of a procedure's contents that only those acting on it read. */
export interface Part<C extends BaseContext = BaseContext> extends Readers<C> {
  /** Decisions and told events whose entries say it, and `begin`. */
  readonly entries: readonly string[];
  /** Fields of the context that hold it, `a.b` for one inside another: written with `slotsOf`. */
  readonly slots?: readonly string[];
  /**
   * Fields of its entries' inputs, at whatever depth, that alone are withheld: who reads the rest reads the entries without
   * them. Absent: who does not read the part reads nothing of them.
   */
  readonly fields?: readonly string[];
  /**
   * Lists of the context of which who does not read the whole part still reads some items – what concerns their own
   * department –, each judged by itself as its entry is. Total.
   */
  readonly items?: readonly string[];
  readsItem?(a: { readonly context: C; readonly actor: Actor; readonly item: Json }): boolean;
  /**
   * What of an entry's input who does not read the part still reads – what concerns their own department –, as an input
   * with less in it; `undefined` for nothing. Total.
   */
  narrowed?(a: { readonly context: C; readonly actor: Actor; readonly event: Json }): Json | undefined;
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
  asked?(context: C): readonly Party[];
  /**
   * The other bodies that may know of the instance, for ever: each reads of it what `party` of the parts and of `rest` says.
   * Where this is declared nobody else does – no supervising ministry by its post, no body to which its own has opened itself –,
   * and no board line shows anything of it. From fields filled by inputs marked `reference: 'organisation'`, told events or
   * facts. Total.
   */
  parties?(context: C): readonly Party[];
}
