import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { calendarsFor } from '../../app/calendar.ts';
import { UserError } from '../../app/user-error.ts';
import { shippedCalendars } from '../../records/calendar-file.ts';
import { ROOT } from '../support/pinned.ts';
import { commandLine } from '../support/command.ts';
import { temporaryDirectory } from '../support/temporary.ts';

const now = Date.UTC(2026, 10, 25);
const good = {
  default: { ...shippedCalendars(now).ministry, escalation: { ciso: 15, supervisors: null } },
  profiles: { ministry: { inspectionDay: { day: '11-01', year: 0 } } },
};

function fileWith(content: unknown): string {
  const file = join(temporaryDirectory(), 'calendar.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}

describe('the calendar of an installation', () => {
  it('is the file that JUNKAN_CALENDAR names, and the shipped one otherwise', () => {
    const calendars = calendarsFor({ calendarFile: fileWith(good) }, now);
    expect(calendars.ministry).toMatchObject({ inspectionDay: { day: '11-01' }, escalation: { ciso: 15 } });
    expect(calendars['designated-corporation'].inspectionDay).toEqual({ day: '10-01', year: 0 });
    expect(calendarsFor({}, now)).toEqual(shippedCalendars(now));
  });

  it('does not start with a wrong one, and says everything that is wrong', () => {
    const wrong = {
      ...good,
      profiles: { ministry: { ladder: { before: [0, 7] }, planningDay: { day: '02-30', year: 0 } } },
    };
    const file = fileWith(wrong);
    expect(() => calendarsFor({ calendarFile: file }, now)).toThrow(UserError);
    expect(() => calendarsFor({ calendarFile: file }, now)).toThrow(
      /profiles\.ministry\.ladder\.before[^]*profiles\.ministry\.planningDay\.day/,
    );
  });

  it('is checked by a command that starts nothing: exit code, every problem', () => {
    const run = (...args: readonly string[]) =>
      spawnSync(process.execPath, [...commandLine(), 'calendar', 'check', ...args], {
        cwd: ROOT,
        env: { PATH: process.env['PATH'], JUNKAN_LANGUAGE: 'en' },
        encoding: 'utf8',
      });
    expect(run()).toMatchObject({ status: 0, stdout: expect.stringContaining('nothing is wrong') });
    const wrong = fileWith({ default: { ...good.default, ladder: {} }, holidays: [] });
    const refused = run(wrong);
    expect(refused.status).toBe(1);
    for (const path of ['default.ladder.before', 'default.ladder.every', 'holidays']) {
      expect(refused.stdout).toContain(path);
    }
  }, 120_000);
});
