/** The plain page at `/about`: what runs here and what to type next. No script, no address outside, two languages. */
import { assets } from '../assets.ts';
import type { Text } from '../../../model/text.ts';
import type { FirstCommand } from '../../../model/first-commands.ts';

/** What the page shows. */
export interface Home {
  readonly version: string;
  readonly kind: 'demonstration' | 'real';
  readonly address: string;
  readonly dataDirectory?: string;
  readonly logFile?: string;
  /** Address of the Temporal server's own web page, on that machine only. */
  readonly temporalUi?: string;
  /** What a newcomer types first; whoever wires the system knows. */
  readonly commands?: readonly FirstCommand[];
}

const purpose: Text = {
  ja: 'junkan は、政府機関等の情報セキュリティ対策の運用等に関する指針（2016年8月31日決定）が定める年度の循環――導入・計画、運用、点検、見直し――を、規則に照らしながら進めます。',
  en: 'junkan carries the yearly cycle of the guideline on information security of Japanese government bodies (decided 31 August 2016; later editions exist): introduce and plan, operate, inspect, review.',
};

const kinds: Readonly<Record<Home['kind'], Text>> = {
  demonstration: {
    ja: '実演用です。名前の末尾に（架空）とある機関と人は実在しません。',
    en: 'This is a demonstration: bodies and people whose names end in (fictional) do not exist.',
  },
  real: { ja: '実運用の設備です。', en: 'This is a real installation.' },
};

const notYet: Text = {
  ja: 'データは保護されていますが、手続の内容はリリース 1.0 まで変わることがあります。実データでの年度は、まだ始めないでください。',
  en: 'Data are protected, but procedures may still change until release 1.0: start no real year yet.',
};

const claimIt: Text = {
  ja: 'ご自身のトークンは、システム管理者から渡される一度限りのリンクで受け取ります。お持ちでなければ、依頼してください。',
  en: 'You claim your own token by a link that works once, from the administrator. If you have none, ask for it.',
};

/** The page. */
export function HomePage({ home }: { home: Home }) {
  const commands = home.commands ?? [];
  return (
    <html lang="ja">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>junkan</title>
        <link rel="stylesheet" href={assets.style.path} />
      </head>
      <body>
        <main class="wrap stack">
          <h1>junkan</h1>
          <Both text={purpose} />
          <div class="notice">
            <Both text={kinds[home.kind]} />
          </div>
          <Both text={notYet} />
          <h2>
            この設備 / <span lang="en">this installation</span>
          </h2>
          <dl>
            <Row ja="アドレス" en="address" value={home.address} />
            {home.dataDirectory && <Row ja="データディレクトリ" en="data directory" value={home.dataDirectory} />}
            {home.temporalUi && (
              <Row
                ja="Temporal の画面（この機械でのみ）"
                en="Temporal's page (on this machine only)"
                value={home.temporalUi}
              />
            )}
            {home.logFile && <Row ja="記録（ログ）" en="log file" value={home.logFile} />}
            <Row ja="版" en="version" value={home.version} />
          </dl>
          <h2>
            次に入力するコマンド / <span lang="en">type next</span>
          </h2>
          <dl>
            {commands.map(({ command, ja, en }) => (
              <>
                <dt>
                  <code>{command}</code>
                </dt>
                <dd>
                  {ja} / <span lang="en">{en}</span>
                </dd>
              </>
            ))}
          </dl>
          <Both text={claimIt} />
          <p>
            API: <a href="/api/v1/openapi.json">/api/v1/openapi.json</a> · <a href="/health">/health</a> ·{' '}
            <a href="/ready">/ready</a> · <a href="/metrics">/metrics</a>
          </p>
        </main>
      </body>
    </html>
  );
}

function Both({ text }: { text: Text }) {
  return (
    <p>
      {text.ja}
      <br />
      <span lang="en">{text.en}</span>
    </p>
  );
}

function Row({ ja, en, value }: { ja: string; en: string; value: string }) {
  return (
    <>
      <dt>
        {ja} / <span lang="en">{en}</span>
      </dt>
      <dd>
        <code>{value}</code>
      </dd>
    </>
  );
}
