import type { Text } from './text.ts';

/** The three commands a newcomer types first: printed by `npm start` and shown on `/`. */
export function commandsToType(demonstration: boolean): readonly (Text & { readonly command: string })[] {
  return [
    {
      command: 'npx junkan board',
      ja: '各機関の状況一覧を見る',
      en: 'see where every body stands',
    },
    demonstration
      ? {
          command: 'npx junkan show cycle/2026/demo-ministry --all',
          ja: '実演用の府省庁（架空）の年度サイクルを見る',
          en: 'see the cycle of the invented ministry',
        }
      : {
          command: 'npx junkan registry import organisations.json',
          ja: '機関の台帳を取り込む',
          en: 'import the registry of bodies',
        },
    { command: 'npx junkan doctor', ja: '動作状況を点検する', en: 'check that everything is in order' },
  ];
}
