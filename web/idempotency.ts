/**
 * A change is asked for under a key of the caller's choice, so that it can be repeated when its answer was lost: an
 * accepted key gives its first answer for ever, the same key with another request is refused (422), and a refusal
 * does not spend its key. Decisions have their journal entry as answer; for everything else answers are kept.
 */
import { digestOf } from '../model/canonical.ts';
import type { Json } from '../machines/core.ts';
import type { PersonId } from '../model/identifiers.ts';
import type { Parts } from './parts.ts';
import { invalid, Problem } from './problems.ts';

/** The header of a request's key. */
export const keyHeader = 'Idempotency-Key';

/** The key of a request. Throws 428 without one, 400 when it is not 1–200 visible ASCII characters. */
export function keyOf(request: Request): string {
  const key = request.headers.get(keyHeader);
  if (key === null || key === '') {
    throw new Problem(
      'keyMissing',
      {
        ja: `ヘッダー ${keyHeader} に、この操作のために作った値（例：UUID）を付けてください。応答が失われたときに同じ値でもう一度送れば、二重に受け付けることはありません。`,
        en: `Send the header ${keyHeader} with a value made for this act (a UUID, for example). If the answer is lost, send it again with the same value: it will not be taken twice.`,
      },
      { header: keyHeader },
    );
  }
  if (!/^[\x21-\x7E]{1,200}$/.test(key)) {
    throw invalid([
      {
        path: keyHeader,
        ja: '1〜200文字の英数字と記号（空白なし）で指定してください。',
        en: 'Use 1 to 200 visible ASCII characters without blanks.',
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

/** Acts once per person and key, one after the other within this process; repeats get the kept answer. */
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
  const first = await records.answers.get(person, key);
  if (first !== undefined) return repeated(first, bodyHash);
  const reply = await act();
  const body: Json = JSON.parse(JSON.stringify(reply.kept ?? reply.body ?? null));
  await records.answers.put(person, key, { bodyHash, status: reply.status, body, at: clock() });
  return reply;
}

/** The kept answer of a key; 422 when it was for another request. */
export function repeated(first: { bodyHash: string; status: number; body: Json }, bodyHash: string): Reply {
  if (first.bodyHash !== bodyHash) throw keyReused();
  return { status: successStatus(first.status), body: first.body ?? undefined };
}

function successStatus(status: number): Reply['status'] {
  return status === 201 || status === 202 || status === 204 ? status : 200;
}
