/** What pages cost by the calls of the API that they are made of: both asked in turn within this process. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import type { PersonId } from '../model/identifiers.ts';
import { makeApp } from '../web/app.ts';
import type { Parts } from './parts.ts';
import { processorMs } from './processor.ts';
import { amount } from './settings.ts';
import { rounded } from './statistics.ts';
import { generatedBodies } from './year.ts';

const REQUESTS = amount(200, 40);
/** The first ones are compiled yet. */
const BEFORE = 40;
const YEAR = 2026;
const BODY = 'demo-page-1';
const PERSON: PersonId = 'p-bench-reader';
/** A decision of few fields, open from the first day. */
const DECISION = 'reportWorkability';

/** Processor time of a page by that of its calls. */
export interface PageFigures {
  readonly procedurePageRatio: number;
  readonly yearPageRatio: number;
  /** The form by its draft. */
  readonly formPageRatio: number;
  /** What is sent to be checked, by the same sent to the API, and the draft of the form that is shown again. */
  readonly checkPageRatio: number;
}

/** How much more processor time one thing takes than another, both done in turn, so that noise meets both. */
export async function ratio(one: () => Promise<unknown>, other: () => Promise<unknown>): Promise<number> {
  const spent = [0, 0];
  for (let i = 0; i < REQUESTS + BEFORE; i += 1) {
    for (const [which, run] of [one, other].entries()) {
      const before = processorMs(undefined);
      await run();
      if (i >= BEFORE) spent[which] = (spent[which] ?? 0) + processorMs(undefined) - before;
    }
  }
  return rounded((spent[0] ?? 0) / (spent[1] ?? 1));
}

/** Opens a year of one body and reads it as somebody who holds posts in it. */
export async function measurePages({ records, engine }: Parts): Promise<PageFigures> {
  const at = Date.now();
  const post = (role: 'ciso' | 'promotionOffice') => ({
    id: `a-bench-${role.toLowerCase()}`,
    person: PERSON,
    role,
    organisation: BODY,
    from: '2020-04-01',
    kind: 'concurrent' as const,
  });
  await records.registry.change(
    {
      organisations: generatedBodies(1, 'page'),
      people: [{ id: PERSON, home: BODY, nameJa: '計測用（架空）', nameEn: 'benchmark (fictional)' }],
      appointments: [post('ciso'), post('promotionOffice')],
    },
    PERSON,
    at,
  );
  const opening = await engine.openYear({ year: YEAR, organisations: [BODY] });
  while (!(await engine.opening(opening)).finished) await pause(100);
  const held = { person: PERSON, issuedBy: PERSON, at, expires: at + 86_400_000, purpose: 'bench' };
  const { secret } = await records.tokens.issue(held);
  const session = await records.tokens.issue({ ...held, session: true });
  const configuration = { version: 'bench', quotas: { changesPerSecond: 0, uploadsPerMinute: 0, uncitedDocuments: 0 } };
  const app = makeApp({ records, engine, clock: Date.now, configuration, logger: pino({ level: 'silent' }) });
  const asked = async (path: string, init: RequestInit, allowed: readonly number[] = [200]): Promise<string> => {
    const answer = await app.fetch(new Request(`http://127.0.0.1${path}`, init));
    if (!allowed.includes(answer.status)) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.text();
  };
  const cookie = { cookie: `junkan_session=${session.secret}` };
  const page = (path: string): Promise<string> => asked(path, { headers: cookie });
  const api = (path: string): Promise<string> =>
    asked(`/api/v1${path}`, { headers: { authorization: `Bearer ${secret}` } }, [200, 403, 404]);
  const cycle = `/cycle/${YEAR}/${BODY}`;
  const form = await page(`${cycle}/decide/${DECISION}`);
  const token = /name="_form" value="([^"]+)"/.exec(form)?.[1] ?? '';
  const input = { about: 'direction', text: 'measured' };
  const draft = (): Promise<string> => api(`/procedures${cycle}/decisions/${DECISION}/draft`);
  return {
    procedurePageRatio: await ratio(
      () => page(cycle),
      async () => {
        await api(`/procedures${cycle}`);
        await api(`/procedures${cycle}/journal?cursor=0&limit=10`);
      },
    ),
    yearPageRatio: await ratio(
      () => page(`/${BODY}/${YEAR}`),
      async () => {
        await api(`/procedures${cycle}`);
        await api(`/procedures${cycle}/timeline`);
        await api(`/procedures?organisation=${BODY}&kind=cycle`);
        await api(`/procedures${cycle}/self-inspection`);
        await api(`/departments?organisation=${BODY}&limit=500`);
      },
    ),
    formPageRatio: await ratio(() => page(`${cycle}/decide/${DECISION}`), draft),
    checkPageRatio: await ratio(
      () =>
        asked(`${cycle}/decide/${DECISION}`, {
          method: 'POST',
          headers: { ...cookie, 'sec-fetch-site': 'same-origin' },
          body: new URLSearchParams({ _form: token, _do: 'check', _seen: '1', ...input }),
        }),
      async () => {
        await draft();
        await asked(`/api/v1/procedures${cycle}/decisions?check=1`, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${secret}`,
            'content-type': 'application/json',
            'idempotency-key': randomUUID(),
          },
          body: JSON.stringify({ type: DECISION, ...input }),
        });
      },
    ),
  };
}
