import type { Role } from '../../model/roles.ts';
import type { BoardBetween, BoardDetails, BoardLine } from '../../model/board.ts';
import type { Appointment, DueItem, ShownTask } from '../../machines/core/index.ts';
import type { InstanceId, Instant, PersonId, OrganisationId, OrganisationScope } from '../../model/identifiers.ts';
import type { Text } from '../../model/text.ts';
import type { BetweenAsked, BoardFilter, BoardTotals } from './board.ts';
import type { NoticeRow, UnreachableFilter, UnreachablePerson, VacantPost } from './notices.ts';

/** A line of the task list. */
export interface ExpectedTask {
  readonly instance: InstanceId;
  readonly procedure: string;
  readonly version: number;
  readonly task: ShownTask;
  /** Since when it is expected, though it may have been able to be done only later. */
  readonly since: Instant;
  readonly due?: DueItem;
  /** What the instance is called: whoever is to act on it reads that; who only confirms an entry may not. */
  readonly title?: Text;
}

/** A post, and who is asked by name as its holder. */
export interface PostHeld {
  readonly post: Pick<Appointment, 'organisation' | 'department' | 'role'>;
  readonly holder?: PersonId;
}

export interface ReadModel {
  /**
   * One query: page of lines and the totals over all lines of the filter. The pages behind a cursor are sorted as of the
   * first page's instant, so that what falls due meanwhile neither repeats nor hides a line.
   */
  board(
    filter: BoardFilter,
    after: string | undefined,
    limit: number,
  ): Promise<{ lines: BoardLine[]; next?: string; totals: BoardTotals }>;
  /** What stands beside the lines of these bodies: what is late and why, whom they wait for, whom to ask. */
  boardDetails(
    organisations: readonly OrganisationId[],
    year: number,
    now: Instant,
  ): Promise<ReadonlyMap<OrganisationId, BoardDetails>>;
  /** What a reader sees of these bodies in procedures between bodies; a body of which there is nothing is missing. */
  boardBetween(
    organisations: readonly OrganisationId[],
    asked: BetweenAsked,
  ): Promise<ReadonlyMap<OrganisationId, BoardBetween>>;
  /** Tasks expected of a person now through appointments, but for posts in these roles. */
  tasks(person: PersonId, now: Instant, without?: readonly Role[]): Promise<ExpectedTask[]>;
  /** Tasks expected of whoever holds a post, also while nobody does. */
  tasksOfPost(held: PostHeld, now: Instant): Promise<ExpectedTask[]>;
  /** How many of them can be done now, and how many notices are unread. */
  counts(
    person: PersonId,
    now: Instant,
    without?: readonly Role[],
  ): Promise<{ readonly ready: number; readonly unread: number }>;
  /** Tasks of others that wait for a decision of this person's (`mine`), the longest waiting first; at most 500. */
  waitingFor(
    person: PersonId,
    now: Instant,
    without?: readonly Role[],
  ): Promise<(ExpectedTask & { readonly mine: readonly string[] })[]>;
  /** A person's notices, the newest first; `unread`: only those not marked as read. */
  notices(person: PersonId, after: string | undefined, limit: number, unread?: boolean): Promise<NoticeRow[]>;
  markRead(person: PersonId, notice: string, at: Instant): Promise<boolean>;
  /** Posts a procedure wanted to tell something and nobody holds, the longest vacant first. */
  vacantPosts(of: OrganisationScope, now: Instant): Promise<VacantPost[]>;
  /** People with a post, now or later, whom no mail reaches, by their ids after one. */
  unreachablePeople(among: UnreachableFilter, after: PersonId, limit: number): Promise<UnreachablePerson[]>;
}
