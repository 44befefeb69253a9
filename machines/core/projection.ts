/** What an instance shows: plain rows for the read model. */
import type { DateBasis, Escalation } from '../../model/calendar/basis.ts';
import type { ClauseId } from '../../model/clauses.ts';
import type { DepartmentId, Instant, LocalDate, OrganisationId, PersonId } from '../../model/identifiers.ts';
import type { DecidingRole, Role } from '../../model/roles.ts';
import type { Text } from '../../model/text.ts';
import type { Remedy } from './predicates.ts';

/** What falls due on a date. Instants; `original` stays for ever. */
export interface DueItem {
  readonly id: string;
  /** Where it is one of a register – an edition, a directive –, what that is called there. */
  readonly name?: Text;
  /** 24:00 JST of the due date. */
  readonly due: Instant;
  /** The first due instant it ever had. */
  readonly original: Instant;
  /** Reminder instants (09:00 JST), ascending; computed by the server. */
  readonly rungs: readonly Instant[];
  readonly roles: readonly Role[];
  /** The body in which they are held, where it is not the instance's own: what is late is that body's. */
  readonly organisation?: OrganisationId;
  readonly department?: DepartmentId;
  /** Counted from `original`, whatever was moved since. */
  readonly escalations?: readonly Escalation[];
  readonly basis?: DateBasis;
  /** The departments it still waits for, where it waits for several. */
  readonly missing?: readonly DepartmentId[];
  /** Why it is late, as the owing post said; it stays overdue. */
  readonly explained?: {
    readonly by: PersonId;
    readonly at: Instant;
    readonly reason: string;
    readonly expectedOn: LocalDate;
  };
  /** Set when it was met. */
  readonly met?: Instant;
}

/** The name that has a text: a due item of one date among many carries it behind a colon, `measures:2026-09-30`. */
export function dueItemName(id: DueItem['id']): string {
  return id.split(':', 1)[0] ?? id;
}

/** What the procedure expects of someone now: a line of the task list. */
export interface Task {
  readonly decision: string;
  readonly roles: readonly DecidingRole[];
  /** The body in which they are held, where it is not the instance's own. */
  readonly organisation?: OrganisationId;
  readonly department?: DepartmentId;
  readonly person?: PersonId;
  /** The due item it belongs to. */
  readonly dueItem?: string;
}

/** A rule that is not kept yet, and the decisions that would mend it. */
export interface Wait {
  readonly rule: string;
  readonly clause: ClauseId;
  readonly remedies: readonly Remedy[];
}

/** A task as the core shows it. */
export interface ShownTask extends Task {
  /** What must come first; absent: it can be done now, as far as the state says. */
  readonly waitsFor?: readonly Wait[];
  /** People who cannot do it, whatever their post. */
  readonly barred?: readonly PersonId[];
  /** Of the task to confirm what was entered in one's name: the entry. */
  readonly entry?: number;
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
  /** What people called it; shown to those alone who read it, never on the board, in a mail or to another system. */
  readonly title?: Text;
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
  readonly tasks: readonly ShownTask[];
  /** Who is invited now, as the definition declares it field by field (`contents`); no text ever invites anybody. */
  readonly invited: readonly Invitation[];
}
