/**
 * A change is asked for under a key of the caller's choice, so that it can be repeated when its answer was lost: an
 * accepted key gives its first answer for as long as that is kept, the same key with another request is refused (422), and a refusal
 * does not spend its key. Decisions have their journal entry as answer; for everything else answers are kept.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { digestOf } from '../model/canonical.ts';
import type { Json } from '../machines/core/index.ts';
import type { PersonId } from '../model/identifiers.ts';
import type { Records } from '../contract/records/records.ts';
import type { Parts } from './parts.ts';
import { invalid, Problem } from './problems.ts';

/** The header of a request's key. */
export const keyHeader = 'Idempotency-Key';

/**
 * The key of a request: as it stands, or as the string of a structured field (RFC 9651), in quotes; both are the same key.
 * Throws 428 without one, 400 when it is not 1–200 visible ASCII characters.
 */
export function keyOf(request: Request): string {
  const sent = request.headers.get(keyHeader)?.trim() ?? '';
  const quoted = /^"((?:[^"\\]|\\["\\])*)"$/.exec(sent)?.[1];
  const key = quoted?.replaceAll(/\\(["\\])/g, '$1') ?? sent;
  if (key === '') {
    throw new Problem(
      'keyMissing',
      {
        ja: `ヘッダー ${keyHeader} に、この操作のために作った値（例：UUID）を付けてください。応答が失われたときに同じ値でもう一度送れば、二重に受け付けることはありません。`,
        en: `Send the header ${keyHeader} with a value made for this act (a UUID, for example). If the answer is lost, send it again with the same value: it will not be taken twice.`,
      },
      { header: keyHeader },
    );
  }
  // A quotation mark that is opened and never closed is a slip, and not a key.
  if (!/^[\x21-\x7E]{1,200}$/.test(key) || (quoted === undefined && key.startsWith('"'))) {
    throw invalid([
      {
        path: keyHeader,
        ja: '1〜200文字の英数字と記号（空白なし）で指定してください。引用符で囲むときは、始めと終わりの両方に付けてください。',
        en: 'Use 1 to 200 visible ASCII characters without blanks; in quotation marks on both sides, or on neither.',
      },
    ]);
  }
  return key;
}

/** Id of the Update a key stands for: the same person's same key is the same Update, whoever else uses that key. */
export function updateIdOf(person: PersonId, key: string): string {
  return digestOf([person, key]);
}

/** 422. */
export function keyReused(): Problem {
  return new Problem('keyReused', {
    ja: `この ${keyHeader} は別の内容の操作にすでに使われています。新しい操作には新しい値を付けてください。`,
    en: `This ${keyHeader} was already used for a request with another content. Use a new value for a new act.`,
  });
}

/** An answer as handlers give it. `kept` is what a repeat is given when that must differ (a secret is shown once). */
export interface Reply {
  readonly status: 200 | 201 | 202 | 204;
  readonly body?: unknown;
  readonly kept?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A key is held this long without a word from its holder, milliseconds. */
const HOLD = 30_000;
/** How long a request waits for another one under its key before it is told to come back, milliseconds. */
const WAIT = 10_000;

/**
 * Acts once per person and key, whichever process is asked: within this one in turn, between processes by a row that
 * reserves the key before the act. Repeats get the kept answer. When a process dies between act and answer, the next
 * repeat acts again (docs/decisions/0016).
 */
export function makeOnce(parts: Parts) {
  const running = new Map<string, Promise<unknown>>();
  return async (person: PersonId, key: string, request: unknown, act: () => Promise<Reply>): Promise<Reply> => {
    const lane = updateIdOf(person, key);
    const before = running.get(lane);
    const mine = (async () => {
      await before?.catch(() => undefined);
      return take(parts, person, key, digestOf(request), act);
    })();
    running.set(lane, mine);
    try {
      return await mine;
    } finally {
      if (running.get(lane) === mine) running.delete(lane);
    }
  };
}

async function take(
  { records, clock }: Parts,
  person: PersonId,
  key: string,
  bodyHash: string,
  act: () => Promise<Reply>,
): Promise<Reply> {
  const { answers } = records;
  await checkNoDecision(records, person, key);
  const by = randomUUID();
  const patience = performance.now() + WAIT;
  for (;;) {
    const got = await answers.reserve(person, key, { bodyHash, by, at: clock(), forMilliseconds: HOLD });
    if (got === 'mine') break;
    if (got !== 'taken') return repeated(got, bodyHash);
    if (performance.now() > patience) throw stillBeingDone();
    await pause(100);
  }
  const holding = setInterval(() => void answers.renew(person, key, by, HOLD).catch(() => undefined), HOLD / 3);
  try {
    const reply = await act();
    const body: Json = JSON.parse(JSON.stringify(reply.kept ?? reply.body ?? null));
    const first = await answers.put(person, key, { bodyHash, status: reply.status, body, at: clock() });
    return first === undefined ? reply : repeated(first, bodyHash);
  } catch (error) {
    await answers.release(person, key, by).catch(() => undefined);
    throw error;
  } finally {
    clearInterval(holding);
  }
}

/** Throws 422 when the key stands for a decision. */
export async function checkNoDecision(records: Records, person: PersonId, key: string): Promise<void> {
  if ((await records.journal.byUpdate(updateIdOf(person, key))) !== undefined) throw keyReused();
}

function stillBeingDone(): Problem {
  const detail = {
    ja: '同じ Idempotency-Key の操作を処理している最中です。少し待ってから、同じ値でもう一度送ってください。二重に受け付けることはありません。',
    en: 'The request under this Idempotency-Key is still being carried out. Wait a moment and send it again with the same value: it will not be taken twice.',
  };
  return new Problem('unavailable', detail, {}, { 'retry-after': '2' });
}

/** The kept answer of a key; 422 when it was for another request. */
export function repeated(first: { bodyHash: string; status: number; body: Json }, bodyHash: string): Reply {
  if (first.bodyHash !== bodyHash) throw keyReused();
  return { status: successStatus(first.status), body: first.body ?? undefined };
}

function successStatus(status: number): Reply['status'] {
  return status === 201 || status === 202 || status === 204 ? status : 200;
}
