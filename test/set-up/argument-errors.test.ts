/** A mistyped command line is answered in both languages, with what to type next. */
import { run } from '@stricli/core';
import { describe, expect, it, vi } from 'vitest';
import { applicationFor } from '../../app/application.ts';
import { demonstration } from '../../demonstration/index.ts';

async function typed(...inputs: string[]): Promise<string> {
  let told = '';
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    told += String(text);
    return true;
  });
  const { exitCode } = process;
  try {
    await run(await applicationFor(inputs), inputs, {
      process,
      language: 'ja',
      demonstration: () => Promise.resolve(demonstration),
    });
  } finally {
    stderr.mockRestore();
    process.exitCode = exitCode;
  }
  return told;
}

describe('a mistyped command line', () => {
  it.each([
    [['feed', 'create'], '--file とその値を指定してください。', 'Expected input for flag --file.'],
    [['year', 'open'], '<year> を指定してください。', 'Expected argument for year.'],
    [['year', 'open', 'next'], 'year の値「next」を読み取れません。', 'next'],
    [['year', 'status', '2026', '2027'], '「2027」は余分です。', '2027'],
    [
      ['calendar', 'show', '--yeer', '1'],
      'オプション --yeer はありません。--year のことですか。',
      'did you mean --year?',
    ],
    [['board', '-x'], 'オプション -x はありません。', '-x'],
  ])('%j', async (inputs, ja, en) => {
    const told = await typed(...inputs);
    expect(told).toContain(ja);
    expect(told).toContain('--help を付けると');
    expect(told).toContain(en);
    expect(told).toContain('Add --help');
  });

  it('an unknown command is answered with the one that looks like it', async () => {
    expect(await typed('bord')).toContain('bord というコマンドはありません。');
    expect(await typed('bord')).toContain('Did you mean');
  });
});
