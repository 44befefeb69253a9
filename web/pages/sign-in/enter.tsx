/** The end of every way in: the session goes into the browser, unless whoever it is holds no post. */
import type { OpenedSession } from '../../../contract/records/identities.ts';
import { callerWith } from '../../caller.ts';
import { isNobody, openSession, type Session } from '../../session.ts';
import type { Visit } from '../page.tsx';
import { StoppedPage } from './stopped.tsx';

/** Ends the session that the browser had before. */
export async function enter(visit: Visit, before: Session | undefined, opened: OpenedSession, to: string) {
  const { c, parts, view } = visit;
  const { tokens } = parts.records;
  const at = parts.clock();
  const holder = await tokens.session(opened.secret, at);
  if (holder === undefined || (await isNobody(parts, await callerWith(holder, at, parts)))) {
    await tokens.revoke(opened.token, opened.person, at);
    return { page: <StoppedPage view={view} stopped={{ why: 'noPost', to: '/' }} />, status: 403 as const };
  }
  if (before !== undefined) await tokens.signOut(before.me.token, before.me.person, at);
  openSession(c, parts, opened.secret);
  return c.redirect(to, 303);
}
