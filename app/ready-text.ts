import type { Text } from '../model/text.ts';
import type { System } from './system.ts';

/** What `npm start` prints when ready: where everything is, and three commands to type next. */
export function readyText({
  opened,
  temporalUi,
  dataDirectory,
  linkFile,
  logFile,
  installation,
  commands,
}: System): Text {
  const demonstration = installation.kind === 'demonstration';
  const widest = Math.max(...commands.map(({ command }) => command.length));
  const lines = (language: 'ja' | 'en'): string =>
    commands.map((entry) => `  ${entry.command.padEnd(widest)}   ${entry[language]}`).join('\n');
  return {
    ja: [
      '',
      `junkan の準備ができました（${demonstration ? '実演用。名前の末尾に（架空）とある機関と人は実在しません' : '実運用'}）。`,
      `  アドレス　　　　　 ${opened ?? '–'}`,
      ...(demonstration ? ['  　　　　　　　　　 ブラウザーで開くと、架空の人を選んで使えます。'] : []),
      ...(temporalUi === undefined ? [] : [`  Temporal の画面　　${temporalUi}`]),
      `  データディレクトリ ${dataDirectory}`,
      `  記録（ログ）　　　 ${logFile}`,
      ...(linkFile === undefined
        ? []
        : [
            `  最初のサインイン　 ${linkFile} に書いたアドレスを、7日以内に一度だけ開いてください。`,
            '  　　　　　　　　　 システム管理者のパスキーの登録か、認証基盤のアカウントとの結び付けができます。',
          ]),
      '次のコマンドを別の端末で試してください。',
      lines('ja'),
      'Ctrl-C で停止します。',
    ].join('\n'),
    en: [
      '',
      `junkan is ready (${demonstration ? 'a demonstration: bodies and people whose names end in (fictional) do not exist' : 'a real installation'}).`,
      `  address         ${opened ?? '–'}`,
      ...(demonstration ? ['                  open it in a browser and choose whom of the invented people to be'] : []),
      ...(temporalUi === undefined ? [] : [`  Temporal's page ${temporalUi}`]),
      `  data directory  ${dataDirectory}`,
      `  log file        ${logFile}`,
      ...(linkFile === undefined
        ? []
        : [
            `  first sign-in   open the address in ${linkFile} once, within seven days:`,
            "                  it enrols the administrator's passkey, or binds their account of the identity provider",
          ]),
      'Type next, in another terminal:',
      lines('en'),
      'Ctrl-C stops it.',
    ].join('\n'),
  };
}
