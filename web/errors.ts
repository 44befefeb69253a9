import { NoSuchInstance, Unavailable } from '../contract/engine.ts';
import { RegistryErrors } from '../contract/records/registry.ts';
import { RecordsUnavailable } from '../contract/records/unavailable.ts';
import { GovernanceRefused } from '../contract/records/governance.ts';
import { refusedProblem } from './decisions/refused.ts';
import { invalid, notFound, Problem } from './problems.ts';

/** What an error thrown below a handler is answered as; `undefined` for one nobody foresaw. */
export function problemOf(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  if (error instanceof RegistryErrors) {
    return invalid(
      error.errors.map(({ where, ja, en }) => ({ path: where, ja, en })),
      error.more,
    );
  }
  if (error instanceof GovernanceRefused) return refusedProblem(error.refusals);
  if (error instanceof NoSuchInstance) return notFound();
  if (error instanceof RecordsUnavailable) {
    return unavailable(5, {
      ja: 'データベースに接続できません。同じ Idempotency-Key でもう一度送ってください。二重に受け付けることはありません。',
      en: 'The database cannot be reached. Send it again with the same Idempotency-Key; it will not be taken twice.',
    });
  }
  if (error instanceof Unavailable) {
    return unavailable(error.retryAfterSeconds, {
      ja: '手続を動かすサーバーに接続できないか、混み合っています。同じ Idempotency-Key でもう一度送ってください。二重に受け付けることはありません。',
      en: 'The server that carries the procedures cannot be reached or is busy. Send it again with the same Idempotency-Key; it will not be taken twice.',
    });
  }
  return undefined;
}

/** 500 for what nobody foresaw: no stack trace, only the id under which the log knows it. */
export function failed(): Problem {
  return new Problem('failed', {
    ja: 'システムの内部で誤りが起きました。下の request の番号を添えてシステム管理者にお知らせください。',
    en: 'Something went wrong inside the system. Tell the administrator, with the number given as request.',
  });
}

function unavailable(seconds: number, detail: { ja: string; en: string }): Problem {
  return new Problem('unavailable', detail, {}, { 'retry-after': String(Math.max(1, Math.ceil(seconds))) });
}
