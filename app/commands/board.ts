import { isObject } from '../../model/json.ts';
import { say } from '../cli/context.ts';
import { listCommand } from '../cli/list.ts';
import { lists } from '../cli/described.built.ts';

/** `junkan board`: one line per body, as the reader may see them; `--csv` for a spreadsheet. */
export const board = listCommand(
  '各機関の状況一覧 / where every body stands',
  { ...lists.board, file: '/board.csv' },
  (context, output, last) => {
    if (output !== 'text' || !isObject(last) || last['installation'] !== 'demonstration') return;
    say(context, {
      ja: '実演用です。名前の末尾に（架空）とある機関と人は実在しません。',
      en: 'A demonstration: bodies and people whose names end in (fictional) do not exist.',
    });
  },
);
