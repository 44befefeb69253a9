import { buildCommand, buildRouteMap } from '@stricli/core';
import { z } from 'zod';
import { Api } from '../cli/api.ts';
import { findConnection } from '../cli/connection.ts';
import { say, type Context } from '../cli/context.ts';
import { sheets } from '../cli/described.built.ts';
import { requireNewFile, secretFileFlag, writeSecret } from '../cli/secret-file.ts';
import { showCommand } from '../cli/show.ts';

const Made = z.looseObject({ link: z.string() });

const create = buildCommand<{ file: string }, [], Context>({
  docs: {
    brief:
      '自分の期限の暦リンクを作り、0600 のファイルに書く / make your calendar link and write it to a file with mode 0600',
  },
  parameters: { flags: { file: secretFileFlag } },
  async func({ file }) {
    requireNewFile(file);
    const { body } = await new Api(findConnection(this.process.env)).change('POST', '/calendar-feed', undefined);
    writeSecret(file, Made.parse(body).link);
    say(this, {
      ja: `暦のリンクを ${file} に書きました。暦アプリで購読してください。リンクを知る人は誰でも読めます。前のリンクは無効です。`,
      en: `The link was written to ${file}. Subscribe to it in your calendar. Whoever knows it can read it; the link before is revoked.`,
    });
  },
});

const revoke = buildCommand<Record<never, never>, [], Context>({
  docs: { brief: '自分の暦リンクを直ちに無効にする / revoke your calendar link at once' },
  parameters: {},
  async func() {
    await new Api(findConnection(this.process.env)).change('DELETE', '/calendar-feed', undefined);
    say(this, { ja: '暦のリンクはもう使えません。', en: 'There is no calendar link any more.' });
  },
});

const show = showCommand(
  '暦リンクの有無 / whether you have a calendar link',
  sheets.calendarFeed,
  () => '/calendar-feed',
);

export const feed = buildRouteMap<string, Context>({
  routes: { create, revoke, show },
  docs: { brief: '自分の期限の暦（iCalendar）/ your due dates as a calendar to subscribe to' },
});
