/** The pages of a one-time link: claim, claimed, cannot be used. No script, nothing from outside, Japanese first. */
import { assets } from '../assets.ts';
import type { Child } from 'hono/jsx';
import type { Text } from '../../../model/text.ts';

/** Whose token may be claimed, until when. */
export interface Claimable {
  readonly nameJa: string;
  readonly nameEn: string;
  /** Epoch milliseconds. */
  readonly expires: number;
  readonly tokenDays: number;
  /** Where its account is bound instead, where there is a provider. */
  readonly provider?: { readonly name: string | undefined; readonly href: string };
}

/** The token, shown once. */
export interface ClaimedToken {
  readonly secret: string;
  readonly token: string;
  readonly expires: number;
  /** The address of this server, for commands typed on another machine. */
  readonly address: string;
}

function Page({ title, children }: { title: Text; children: Child }) {
  return (
    <html lang="ja">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>{title.ja} – junkan</title>
        <link rel="stylesheet" href={assets.style.path} />
      </head>
      <body>
        <main class="wrap stack">
          <h1>
            {title.ja}
            <br />
            <small lang="en">{title.en}</small>
          </h1>
          {children}
        </main>
      </body>
    </html>
  );
}

function Both({ ja, en }: Text) {
  return (
    <p>
      {ja}
      <br />
      <span lang="en">{en}</span>
    </p>
  );
}

/** The page before: who, until when, and one button. */
export function ClaimPage({ claim }: { claim: Claimable }) {
  const until = minuteInJapan(claim.expires);
  return (
    <Page title={{ ja: 'トークンを受け取る', en: 'Claim your token' }}>
      <div class="box">
        <p>
          {claim.nameJa} さん
          <br />
          <span lang="en">{claim.nameEn}</span>
        </p>
      </div>
      <Both
        ja="junkan を使うための、ご自身のトークン（本人だけが知る合言葉）です。上のお名前に心当たりがなければ、受け取らずにシステム管理者に知らせてください。"
        en="This is your own token for junkan, a secret that only you know. If the name above is not yours, do not claim it and tell the administrator."
      />
      <Both
        ja={`受け取れるのは一度だけです（${until}〔日本時間〕まで）。トークンは受け取った日から${claim.tokenDays}日間有効です。`}
        en={`It can be claimed once, until ${until} (Japan). The token is then valid for ${claim.tokenDays} days.`}
      />
      {claim.provider !== undefined && <ByProvider provider={claim.provider} />}
      <form method="post">
        <button type="submit" class={claim.provider === undefined ? 'button' : 'button button--line'}>
          受け取る / <span>Claim</span>
        </button>
      </form>
    </Page>
  );
}

/** The usual way where there is a provider; the token is for programs then. */
function ByProvider({ provider: { name, href } }: { provider: NonNullable<Claimable['provider']> }) {
  return (
    <>
      <p>
        <a class="button" href={href}>
          {name ?? '認証基盤'}のアカウントでサインインする / <span lang="en">Sign in with your account</span>
        </a>
      </p>
      <Both
        ja="サインインしたアカウントがご自身に結び付き、このリンクは使い終わります。次からはそのアカウントだけでサインインできます。ブラウザーで使うだけの方は、トークンを受け取る必要はありません。"
        en="The account with which you sign in is bound to you, and this link is used up. From then on that account alone signs you in. Who uses a browser only needs no token."
      />
    </>
  );
}

/** The page after: the token, and what to do with it. */
export function ClaimedPage({ claimed }: { claimed: ClaimedToken }) {
  return (
    <Page title={{ ja: 'トークンを受け取りました', en: 'Your token' }}>
      <div class="box">
        <p>
          <code>{claimed.secret}</code>
        </p>
      </div>
      <Both
        ja={`この画面は二度と表示されません。閉じる前に、次のとおり保存してください（${minuteInJapan(claimed.expires)}〔日本時間〕まで有効）。`}
        en={`This page is never shown again. Keep the token before you close it; it is valid until ${minuteInJapan(claimed.expires)} (Japan).`}
      />
      <form method="post" action="/sign-in">
        <input type="hidden" name="token" value={claimed.secret} />
        <button type="submit" class="button">
          保存した後、このままサインインして続ける / <span lang="en">Once kept, go on signed in</span>
        </button>
      </form>
      <ol>
        <Step
          ja="自分だけが読めるファイルに保存します。次を入力し、上のトークンを貼り付け、Enter、Ctrl-D の順に押してください。"
          en="Keep it in a file that only you can read: type this, paste the token above, then press Enter and Ctrl-D."
          command="(umask 077; cat > junkan.token)"
        />
        <Step
          ja="求められていることを見ます（junkan のあるディレクトリで）。"
          en="See what is expected of you (in the directory of junkan)."
          command={`JUNKAN_SERVER=${claimed.address} JUNKAN_TOKEN_FILE=junkan.token npx junkan tasks`}
        />
      </ol>
      <Both
        ja="だれにも（システム管理者にも）見せないでください。他人に知られたら、直ちに次のコマンドで無効にし、システム管理者に知らせてください。"
        en="Show it to nobody, not even to the administrator. If somebody learns it, revoke it at once with this command, and tell the administrator."
      />
      <p>
        <code>{`JUNKAN_SERVER=${claimed.address} JUNKAN_TOKEN_FILE=junkan.token npx junkan token revoke ${claimed.token}`}</code>
      </p>
    </Page>
  );
}

function Step({ ja, en, command }: Text & { readonly command: string }) {
  return (
    <li>
      {ja}
      <br />
      <span lang="en">{en}</span>
      <br />
      <code>{command}</code>
    </li>
  );
}

/** A link that is unknown, used, revoked or expired: the four are never told apart. */
export function UnusablePage() {
  return (
    <Page title={{ ja: 'このリンクは使えません', en: 'This link cannot be used' }}>
      <Both
        ja="既に使われたか、期限（発行から7日）が切れたか、取り消されたか、アドレスが正しく写されていません。"
        en="It was used before, has expired (seven days after it was issued), was revoked, or the address is not copied right."
      />
      <Both
        ja="所属機関のシステム管理者に、新しいリンクを依頼してください。自分で使った覚えがないのに「使用済み」と思われるときは、そのことも伝えてください。"
        en="Ask the administrator of your body for a new one. If you think it was used and not by you, say so."
      />
    </Page>
  );
}

/** `YYYY-MM-DD hh:mm` in Japan. */
function minuteInJapan(at: number): string {
  return new Date(at + 9 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}
