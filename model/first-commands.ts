import type { PersonId } from './identifiers.ts';
import type { Text } from './text.ts';

/** A command for a newcomer, and what it shows. */
export interface FirstCommand extends Text {
  readonly command: string;
}

/**
 * The three commands a newcomer types first: printed by `npm start` and shown on `/`. In a demonstration they lead to
 * the desk of an invented CISO; in a real installation to the registry.
 */
export function firstCommands(ciso: PersonId | undefined): readonly FirstCommand[] {
  const board: FirstCommand = {
    command: 'npx junkan board',
    ja: '各機関の状況一覧を見る',
    en: 'see where every body stands',
  };
  if (ciso === undefined) {
    return [
      board,
      {
        command: 'npx junkan registry import organisations.json',
        ja: '機関の台帳を取り込む',
        en: 'import the registry of bodies',
      },
      { command: 'npx junkan doctor', ja: '動作状況を点検する', en: 'check that everything is in order' },
    ];
  }
  return [
    board,
    {
      command: `npx junkan token issue ${ciso} --file ciso.token`,
      ja: '実演用の府省庁（架空）の最高情報セキュリティ責任者になる',
      en: 'become the CISO of the invented ministry',
    },
    {
      command: 'JUNKAN_TOKEN_FILE=ciso.token npx junkan tasks',
      ja: 'その人に求められていることを見る',
      en: 'see what is expected of that person',
    },
  ];
}
