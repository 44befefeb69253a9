import { setTimeout as pause } from 'node:timers/promises';
import { buildCommand, buildRouteMap } from '@stricli/core';
import { z } from 'zod';
import { Api } from '../cli/api.ts';
import { findConnection } from '../cli/connection.ts';
import { say, type Context } from '../cli/context.ts';
import { lists } from '../cli/described.built.ts';
import { Integrity, verifiedSentence } from '../cli/integrity.ts';
import { listOfOne } from '../cli/list.ts';
import { linkOf, type ProvedLine, verifyLines } from '../cli/proved-lines.ts';
import { wrongSentences } from '../../model/damage.ts';
import { UserError } from '../user-error.ts';

const argument = { brief: '例 / e.g. cycle/2026/demo-ministry', placeholder: 'procedure' };

const show = listOfOne('手続の記録 / the journal of a procedure', argument, lists.journal, {
  path: (instance) => `/procedures/${instance}/journal`,
});

/** How often the end of a verification is looked for, and for how long, milliseconds. */
const LOOK_EVERY = 500;
const WITHIN = 30 * 60_000;

const Asked = z.looseObject({ asked: z.number() });

const verify = buildCommand<{ all: boolean }, [string?], Context>({
  docs: {
    brief:
      '記録が書き込まれたときのままかを検証（手続を指定すると手元で計算、--all は全体を設備で）/ verify that the journal is what was written: one procedure here, or with --all everything at the installation',
  },
  parameters: {
    flags: {
      all: {
        kind: 'boolean',
        default: false,
        withNegated: false,
        brief:
          'すべての記録と台帳（全体のシステム管理者）/ every journal and the registry (administrators of everything)',
      },
    },
    positional: { kind: 'tuple', parameters: [{ parse: String, optional: true, ...argument }] },
  },
  async func({ all }, procedure) {
    if (all === (procedure !== undefined)) {
      throw new UserError({
        ja: '手続か --all のどちらか一方を指定してください。',
        en: 'Name a procedure, or give --all.',
      });
    }
    const api = new Api(findConnection(this.process.env));
    await (procedure === undefined ? verifyAll(this, api) : verifyOne(this, api, procedure));
  },
});

/** Computes every hash here, from what the reader may read. */
async function verifyOne(context: Context, api: Api, procedure: string): Promise<void> {
  const lines: ProvedLine[] = [];
  for await (const item of api.pages(`/procedures/${procedure}/journal`, { limit: '500', proof: '1' })) {
    lines.push(linkOf(item));
  }
  const { broken, unread } = verifyLines(lines);
  if (broken !== undefined) {
    context.process.exitCode = 1;
    return say(context, {
      ja: `${procedure} の記録は、${broken}番で合いません。全体のシステム管理者に知らせてください。`,
      en: `The journal of ${procedure} does not fit together at number ${broken}. Tell an administrator of the installation.`,
    });
  }
  const hidden = {
    ja: unread === 0 ? '' : `うち${unread}件は、閲覧できないため、つながりだけを確かめました。`,
    en: unread === 0 ? '' : ` Of ${unread} that are not yours to read only the links were checked.`,
  };
  say(context, {
    ja: `${procedure} の記録${lines.length}件は、書き込まれたときのままです。${hidden.ja}最後のハッシュ：${lines.at(-1)?.hash ?? '–'}`,
    en: `The ${lines.length} lines of ${procedure} fit together.${hidden.en} Last hash: ${lines.at(-1)?.hash ?? '–'}`,
  });
}

/** Has everything verified, and says what was found. Ends with 1 when anything is wrong. */
async function verifyAll(context: Context, api: Api): Promise<void> {
  const { asked } = Asked.parse((await api.change('POST', '/integrity/verifications', undefined)).body);
  const deadline = Date.now() + WITHIN;
  for (;;) {
    const { verification, running } = Integrity.parse((await api.get('/integrity')).body);
    if (verification !== undefined && !running && verification.finished >= asked) {
      const wrong = wrongSentences(verification);
      say(context, verifiedSentence(verification));
      for (const sentence of wrong) say(context, sentence);
      if (wrong.length === 0) {
        return say(context, { ja: '異常はありません。', en: 'Everything is what was written.' });
      }
      context.process.exitCode = 1;
      return say(context, {
        ja: '誰かがデータベースに書き込んだおそれがあります。一覧などの表も記録どおりかは、junkan rebuild --check で確かめられます。',
        en: 'Somebody may have written into the database. Whether lists still say what the journals say is seen with junkan rebuild --check.',
      });
    }
    if (Date.now() > deadline) {
      throw new UserError({
        ja: '検証が終わりません。worker が動いているか junkan doctor で確かめてください。結果は後から junkan doctor で見られます。',
        en: 'The verification does not end. See with junkan doctor whether a worker runs; it also shows the result later.',
      });
    }
    await pause(LOOK_EVERY);
  }
}

/** `junkan journal`: every accepted step of a procedure; `junkan journal verify`: whether they are what was written. */
export const journal = buildRouteMap<string, Context>({
  routes: { show, verify },
  defaultCommand: 'show',
  docs: { brief: '手続の記録 / the journal of a procedure' },
});
