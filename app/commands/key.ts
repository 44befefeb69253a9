/** `junkan key …`: the keys by which everything is encrypted that Temporal holds. Whoever types it owns the file of keys. */
import { randomBytes } from 'node:crypto';
import { buildCommand, buildRouteMap, numberParser } from '@stricli/core';
import { z } from 'zod';
import { Api } from '../cli/api.ts';
import { findConnection } from '../cli/connection.ts';
import { say, type Context } from '../cli/context.ts';
import { minuteInJapan, outputFlag, writeRows, type Output } from '../cli/output.ts';
import { readConfiguration } from '../configuration.ts';
import { startPayloadEndpoint } from '../keys/endpoint.ts';
import { addKey, keyFileOf, keyringIn, readKeyFile, readKeys, removeKey, rotateKey } from '../keys/key-file.ts';
import { untilAskedToStop } from '../lifetime.ts';
import { UserError } from '../user-error.ts';

const Operation = z.looseObject({
  keys: z.array(
    z.looseObject({ id: z.string(), runs: z.number(), unused: z.number().optional(), retired: z.number().optional() }),
  ),
});
type Known = z.output<typeof Operation>['keys'][number];

const list = buildCommand<{ output: Output }, [], Context>({
  docs: { brief: '暗号鍵の一覧（鍵そのものは表示しない）/ the encryption keys, never the keys themselves' },
  parameters: { flags: { output: outputFlag }, aliases: { o: 'output' } },
  async func({ output }) {
    const keys = readKeys(fileOf(this.process.env));
    const known = await knownKeys(this.process.env).catch((error: unknown) => {
      if (error instanceof UserError) return [];
      throw error;
    });
    const rows = keys.map(({ id, made }, i) => {
      const of = known.find((key) => key.id === id);
      return {
        id,
        made,
        current: i === 0,
        ...(of !== undefined && { runs: of.runs, unused: of.unused, retired: of.retired }),
      };
    });
    writeRows(
      this,
      output,
      rows,
      [
        { head: { ja: '鍵', en: 'key' }, cell: (row) => row.id },
        { head: { ja: '作成', en: 'made' }, cell: (row) => minuteInJapan(Date.parse(row.made)) },
        { head: { ja: '進行中', en: 'open runs' }, cell: (row) => `${row.runs ?? '–'}` },
        { head: { ja: '状態', en: 'state' }, cell: (row) => stateOf(row)[this.language] },
      ],
      { ja: '', en: '' },
    );
  },
});

function stateOf({
  current,
  runs,
  unused,
  retired,
}: {
  current: boolean;
  runs?: number;
  unused?: number | undefined;
  retired?: number | undefined;
}) {
  if (current) return { ja: '使用中', en: 'current' };
  if (retired !== undefined) return { ja: '取り除ける（junkan key remove）', en: 'may be removed (junkan key remove)' };
  if (unused !== undefined) {
    const at = minuteInJapan(unused);
    return { ja: `${at} から不要。31日後に取り除ける`, en: `not needed since ${at}; may be removed after 31 days` };
  }
  if (runs === undefined) return { ja: '以前の鍵', en: 'former' };
  return { ja: '以前の鍵（手続が順に移っている）', en: 'former (procedures move on from it)' };
}

const rotate = buildCommand<{ prepare: boolean }, [], Context>({
  docs: { brief: '新しい暗号鍵を使い始める / begin to use a new encryption key' },
  parameters: {
    flags: {
      prepare: {
        kind: 'boolean',
        default: false,
        brief:
          '鍵を加えるだけで、まだ使わない（鍵のファイルを他の機械に写すため）/ only add the key, to copy the file to other machines before it is used',
      },
    },
  },
  func({ prepare }) {
    const file = fileOf(this.process.env);
    readKeys(file);
    if (prepare) {
      const { id } = addKey(file, { prepared: true });
      say(this, {
        ja: `新しい鍵 ${id} を ${file} に加えました。まだ使いません。ファイルをすべての機械に写してから、それぞれで junkan key rotate を実行してください。`,
        en: `A new key ${id} was added to ${file}; it is not used yet. Copy the file to all machines, then run junkan key rotate on each.`,
      });
      return;
    }
    const id = rotateKey(file);
    say(this, {
      ja: `鍵 ${id}（${file}）を使い始めます。動いている junkan は数秒で使い始め、進行中の手続も数分で移ります（junkan key list）。以前の鍵は、まだ取り除かないでください。鍵のファイルの控えを取り直してください。`,
      en: `Key ${id} of ${file} is used from now on: by a running junkan within seconds, and open procedures move to it within minutes (junkan key list). Do not remove the former keys yet. Back up the file of keys again.`,
    });
  },
});

const make = buildCommand<Record<never, never>, [], Context>({
  docs: {
    brief:
      '最初の鍵のファイルを作る（ワーカーとウェブを分けて動かすとき）/ make the file with the first key, for workers and webs of their own',
  },
  parameters: {},
  func() {
    const file = fileOf(this.process.env);
    if (readKeyFile(file) !== undefined) {
      throw new UserError({
        ja: `${file} は既にあります。新しい鍵を加えるには junkan key rotate を使ってください。`,
        en: `${file} exists already. To add a key, use junkan key rotate.`,
      });
    }
    const { id } = addKey(file);
    say(this, { ja: `鍵 ${id} を ${file} に作りました。`, en: `Key ${id} was made in ${file}.` });
  },
});

const remove = buildCommand<Record<never, never>, [string], Context>({
  docs: { brief: '不要になった暗号鍵を取り除く / remove an encryption key that nothing needs any more' },
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, brief: '鍵（junkan key list）/ a key (junkan key list)', placeholder: 'key' }],
    },
  },
  async func(_flags, id) {
    const file = fileOf(this.process.env);
    const [current] = readKeys(file);
    const known = await knownKeys(this.process.env);
    if (id === current.id || known.find((key) => key.id === id)?.retired === undefined) {
      throw new UserError({
        ja: `鍵 ${id} は、まだ必要です（junkan key list）。何も変更していません。`,
        en: `Key ${id} is still needed (junkan key list). Nothing was changed.`,
      });
    }
    removeKey(file, id);
    say(this, { ja: `鍵 ${id} を取り除きました。`, en: `Key ${id} was removed.` });
  },
});

const show = buildCommand<{ port: number }, [], Context>({
  docs: {
    brief:
      'Temporal の画面で内容を読むための窓口を、この機械の中だけに開く（Ctrl-C まで）/ on this machine alone, until Ctrl-C: opens what Temporal’s web page shows',
  },
  parameters: {
    flags: {
      port: {
        kind: 'parsed',
        parse: numberParser,
        default: '0',
        brief: 'ポート（0 は空いているもの）/ port; 0: a free one',
      },
    },
  },
  async func({ port }) {
    const file = fileOf(this.process.env);
    const keys = keyringIn(file);
    const endpoint = await startPayloadEndpoint(keys, randomBytes(24).toString('base64url'), port);
    say(this, {
      ja: `Temporal の画面の Data Encoder に、次のアドレスを設定してください。知っている人は、この機械から内容を読めます。止めるには Ctrl-C。\n${endpoint.address}`,
      en: `Set this address in Temporal’s web page under Data Encoder. Whoever knows it can read what is there, from this machine. Ctrl-C ends it.\n${endpoint.address}`,
    });
    await untilAskedToStop();
    await endpoint.close();
  },
});

const fileOf = (environment: NodeJS.ProcessEnv): string => keyFileOf(readConfiguration(environment));

/** What the running system knows of its keys. Throws `UserError` when it cannot be asked. */
async function knownKeys(environment: NodeJS.ProcessEnv): Promise<readonly Known[]> {
  const { body } = await new Api(findConnection(environment)).get('/operation', {});
  return Operation.parse(body).keys;
}

/** `junkan key …` */
export const key = buildRouteMap({
  routes: { list, rotate, make, remove, show },
  docs: { brief: 'Temporal が持つものの暗号鍵 / the encryption keys of what Temporal holds' },
});
