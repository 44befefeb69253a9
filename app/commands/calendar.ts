import { resolve } from 'node:path';
import { buildCommand, buildRouteMap } from '@stricli/core';
import { dateInJapan, fiscalYearOf } from '../../model/japan-time.ts';
import { readCalendarFile, shippedCalendarFile } from '../../records/calendar-file.ts';
import { problemLines } from '../calendar.ts';
import { say, type Context } from '../cli/context.ts';
import { sheets } from '../cli/described.built.ts';
import { exitCodes } from '../cli/exit-codes.ts';
import { showCommand } from '../cli/show.ts';
import { readConfiguration } from '../configuration.ts';

const show = showCommand(
  '年度の日程を表示 / the dates of a fiscal year',
  sheets.calendar,
  (year) => `/calendar/${encodeURIComponent(year)}`,
  {
    brief: '年度（省略時は今年度）/ fiscal year (this one when omitted)',
    placeholder: 'year',
    default: String(fiscalYearOf(dateInJapan(Date.now()))),
  },
);

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
  docs: { brief: '日程（期限の設定）/ the dates of a fiscal year' },
});
