import { resolve } from 'node:path';
import { buildCommand, buildRouteMap, numberParser } from '@stricli/core';
import { z } from 'zod';
import { dateInJapan, fiscalYearName, fiscalYearOf } from '../../model/japan-time.ts';
import { profiles, type Profile } from '../../model/organisations.ts';
import { readCalendarFile, shippedCalendarFile } from '../../records/calendar-file.ts';
import { problemLines } from '../calendar.ts';
import { Api } from '../cli/api.ts';
import { findConnection } from '../cli/connection.ts';
import { say, type Context } from '../cli/context.ts';
import { exitCodes } from '../cli/exit-codes.ts';
import { minuteInJapan, outputFlag, writeRows, writeValue, type Output } from '../cli/output.ts';
import { readConfiguration } from '../configuration.ts';

const Words = z.looseObject({ ja: z.string(), en: z.string() });
const Calendar = z.looseObject({
  year: z.number(),
  organisation: z.string().optional(),
  profile: z.string().optional(),
  note: Words,
  planningDay: z.string(),
  inspectionBegins: z.string(),
  items: z.array(
    Words.extend({
      id: z.string(),
      date: z.string(),
      basis: Words,
      reminders: z.array(z.looseObject({ at: z.number() })),
      escalations: z.array(z.looseObject({ at: z.number(), to: z.string() })),
    }),
  ),
});

interface ShowFlags {
  readonly output: Output;
  readonly profile?: Profile;
  readonly organisation?: string;
  readonly year?: number;
}

const show = buildCommand<ShowFlags, [], Context>({
  docs: { brief: '年度の日程を表示 / the dates of a fiscal year' },
  parameters: {
    flags: {
      output: outputFlag,
      profile: { kind: 'enum', values: profiles, optional: true, brief: '機関の種別 / kind of body' },
      organisation: {
        kind: 'parsed',
        parse: String,
        optional: true,
        brief: '機関（省略時は自機関）/ body (your own when omitted)',
      },
      year: {
        kind: 'parsed',
        parse: numberParser,
        optional: true,
        brief: '年度（省略時は今年度）/ fiscal year (this one when omitted)',
      },
    },
    aliases: { o: 'output' },
  },
  async func({ output, profile, organisation, year = fiscalYearOf(dateInJapan(Date.now())) }) {
    const api = new Api(findConnection(this.process.env));
    const { body } = await api.get(`/calendar/${year}`, { profile, organisation });
    if (output !== 'text') return writeValue(this, output, body, () => '');
    const read = Calendar.parse(body);
    const { language } = this;
    const { stdout } = this.process;
    const whose = read.organisation ?? read.profile ?? '';
    stdout.write(`${fiscalYearName(read.year)[language]}  ${whose}\n${read.note[language]}\n`);
    say(this, {
      ja: `計画開始日 ${read.planningDay}、点検開始 ${read.inspectionBegins}\n`,
      en: `Planning day ${read.planningDay}, inspection begins ${read.inspectionBegins}\n`,
    });
    const when = (at: number | undefined): string => (at === undefined ? '–' : minuteInJapan(at));
    writeRows(
      this,
      output,
      read.items,
      [
        { head: { ja: '期限', en: 'due' }, cell: (row) => row.date },
        { head: { ja: '事項', en: 'item' }, cell: (row) => `${row[language]} [${row.id}]` },
        { head: { ja: '根拠', en: 'rests on' }, cell: (row) => row.basis[language] },
        { head: { ja: '最初の通知', en: 'first reminder' }, cell: (row) => when(row.reminders[0]?.at) },
        { head: { ja: '上申', en: 'escalated' }, cell: (row) => when(row.escalations[0]?.at) },
      ],
      { ja: '期限のある事項はありません。', en: 'Nothing falls due.' },
    );
  },
});

const check = buildCommand<Record<never, never>, [string?], Context>({
  docs: { brief: '日程の設定を、起動せずに確かめる / check a calendar file without starting anything' },
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [
        {
          parse: String,
          optional: true,
          brief:
            'ファイル（省略時は JUNKAN_CALENDAR、なければ既定のもの）/ file (JUNKAN_CALENDAR, else the shipped one)',
          placeholder: 'file',
        },
      ],
    },
  },
  func(_flags, given) {
    const file =
      given === undefined
        ? (readConfiguration(this.process.env).calendarFile ?? shippedCalendarFile())
        : resolve(this.process.cwd(), given);
    const read = readCalendarFile(file, Date.now());
    if (read.ok) {
      return say(this, {
        ja: `${file}：問題ありません。これらの日は設定値であり、法令上の期限ではありません。`,
        en: `${file}: nothing is wrong. These dates are configuration, not deadlines of law.`,
      });
    }
    const lines = problemLines(read.problems);
    say(this, {
      ja: `${file}：${read.problems.length}件の誤りがあります。\n${lines.ja}`,
      en: `${file}: ${read.problems.length} things are wrong.\n${lines.en}`,
    });
    this.process.exitCode = exitCodes.failure;
  },
});

/** `junkan calendar`: the dates of a year, and whether a calendar file makes sense. */
export const calendar = buildRouteMap({
  routes: { show, check },
  docs: { brief: '日程（期限の設定）/ the calendar' },
});
