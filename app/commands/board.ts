import { buildCommand, numberParser } from '@stricli/core';
import { z } from 'zod';
import { Api } from '../cli/api.ts';
import { findConnection } from '../cli/connection.ts';
import { say, type Context } from '../cli/context.ts';
import { dueDate, minuteInJapan, outputFlag, writeRows, type Output } from '../cli/output.ts';

const Line = z.looseObject({
  organisation: z.string(),
  nameJa: z.string(),
  nameEn: z.string(),
  phase: z.string(),
  phaseJa: z.string().optional(),
  phaseEn: z.string().optional(),
  nextDue: z.looseObject({ id: z.string(), ja: z.string(), en: z.string(), due: z.number() }).nullish(),
  overdue: z.number(),
  openImprovements: z.number(),
  vacantPosts: z.number(),
  lastMovement: z.number().nullish(),
});

/** What the last page says of the whole. */
const Last = z.looseObject({ installation: z.enum(['demonstration', 'real']) });

interface Flags {
  readonly output: Output;
  readonly year?: number;
  readonly kind?: string;
  readonly phase?: string;
  readonly overdue: boolean;
  readonly search?: string;
  readonly supervisor?: string;
}

/** `junkan board`: one line per body, as the reader may see them. */
export const board = buildCommand<Flags, [], Context>({
  docs: { brief: '各機関の状況一覧 / where every body stands' },
  parameters: {
    flags: {
      output: outputFlag,
      year: {
        kind: 'parsed',
        parse: numberParser,
        optional: true,
        brief: '年度（省略時は今年度）/ fiscal year (this one when omitted)',
      },
      kind: { kind: 'parsed', parse: String, optional: true, brief: '機関の種類 / kind of body' },
      phase: { kind: 'parsed', parse: String, optional: true, brief: '段階 / phase' },
      overdue: { kind: 'boolean', default: false, brief: '期限を過ぎたもののみ / only bodies with something overdue' },
      search: { kind: 'parsed', parse: String, optional: true, brief: '名称の一部 / part of the name' },
      supervisor: { kind: 'parsed', parse: String, optional: true, brief: '所管府省庁 / supervising ministry' },
    },
    aliases: { o: 'output' },
  },
  async func(flags) {
    const api = new Api(findConnection(this.process.env));
    const lines: z.output<typeof Line>[] = [];
    const query = {
      year: flags.year?.toString(),
      kind: flags.kind,
      phase: flags.phase,
      overdue: flags.overdue ? 'true' : undefined,
      search: flags.search,
      supervisor: flags.supervisor,
      limit: '500',
    };
    const pages = api.pages('/board', query);
    let step = await pages.next();
    for (; step.done !== true; step = await pages.next()) lines.push(Line.parse(step.value));
    const { installation } = Last.parse(step.value);
    if (flags.output === 'text' && installation === 'demonstration') {
      say(this, {
        ja: '実演用です。名前の末尾に（架空）とある機関と人は実在しません。',
        en: 'A demonstration: bodies and people whose names end in (fictional) do not exist.',
      });
    }
    const ja = this.language === 'ja';
    writeRows(
      this,
      flags.output,
      lines,
      [
        { head: { ja: '機関', en: 'body' }, cell: (row) => (ja ? row.nameJa : row.nameEn) },
        { head: { ja: 'ID', en: 'id' }, cell: (row) => row.organisation },
        { head: { ja: '段階', en: 'phase' }, cell: (row) => (ja ? row.phaseJa : row.phaseEn) ?? row.phase },
        {
          head: { ja: '次の期限', en: 'next due' },
          cell: (row) => (row.nextDue ? `${dueDate(row.nextDue.due)} ${row.nextDue[this.language]}` : '–'),
        },
        { head: { ja: '超過', en: 'overdue' }, cell: (row) => String(row.overdue) },
        { head: { ja: '改善継続', en: 'improving' }, cell: (row) => String(row.openImprovements) },
        { head: { ja: '空席', en: 'vacant' }, cell: (row) => String(row.vacantPosts) },
        {
          head: { ja: '最終更新', en: 'last moved' },
          cell: (row) => (typeof row.lastMovement === 'number' ? minuteInJapan(row.lastMovement) : '–'),
        },
      ],
      {
        ja: '表示できる機関がありません。条件を減らすか、年度を確かめてください。',
        en: 'No body to show. Give fewer conditions, or check the year.',
      },
    );
  },
});
