import type { ReadModel } from '../../contract/records/read-model.ts';
import type { Database } from '../database.ts';
import { markNoticeRead, noticesOf } from '../notices/inbox.ts';
import { unreachablePeople } from '../notices/unreachable.ts';
import { vacantPosts } from '../notices/vacant.ts';
import { board } from './board.ts';
import { boardBetween } from './board-between.ts';
import { boardDetails } from './board-details.ts';
import { countsOf, tasksOf, tasksOfPost, waitingFor } from './tasks.ts';

/** What lists and the board are read from: derived from the journal, in its transaction. */
export function makeReadModel(db: Database): ReadModel {
  return {
    board: (filter, after, limit) => board(db, filter, after, limit),
    boardDetails: (organisations, year, now) => boardDetails(db, organisations, year, now),
    boardBetween: (organisations, asked) => boardBetween(db, organisations, asked),
    tasks: (person, now, without) => tasksOf(db, person, now, without),
    tasksOfPost: (held, now) => tasksOfPost(db, held, now),
    counts: (person, now, without) => countsOf(db, person, now, without),
    waitingFor: (person, now, without) => waitingFor(db, person, now, without),
    notices: (person, after, limit, unread) => noticesOf(db, person, after, limit, unread),
    markRead: (person, notice, at) => markNoticeRead(db, person, notice, at),
    vacantPosts: (of, now) => vacantPosts(db, of, now),
    unreachablePeople: (of, after, limit) => unreachablePeople(db, of, after, limit),
  };
}
