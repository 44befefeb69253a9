/** The pages of a one-time link: claim, claimed, cannot be used. No script, nothing from outside, Japanese first. */
import { assets } from '../assets.ts';
import type { Child } from 'hono/jsx';
import type { Text } from '../../../model/text.ts';
import { PasskeyForm } from '../kit/passkey.tsx';
import { passkeysEn } from '../texts/en/passkeys.ts';
import { passkeysJa } from '../texts/ja/passkeys.ts';

/** Whose token may be claimed, until when. */
export interface Claimable {
  readonly nameJa: string;
  readonly nameEn: string;
  /** Epoch milliseconds. */
  readonly expires: number;
  readonly tokenDays: number;
  /** Where its account is bound instead, where there is a provider. */
  readonly provider?: { readonly name: string | undefined; readonly href: string };
  /** Where a passkey is enrolled instead, where they are used. */
  readonly passkey?: string;
}

/** The token, shown once. */
export interface ClaimedToken {
  readonly secret: string;
  readonly token: string;
  readonly expires: number;
  /** The address of this server, for commands typed on another machine. */
  readonly address: string;
}

function Page({ title, passkeys = false, children }: { title: Text; passkeys?: boolean; children: Child }) {
  return (
    <html lang="ja">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>{title.ja} – junkan</title>
        <link rel="stylesheet" href={assets.style.path} />
        {passkeys && <script src={assets.passkeys.path} defer></script>}
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
  const { provider, passkey, expires } = claim;
  return (
    <Page
      passkeys={passkey !== undefined}
      title={
        provider === undefined && passkey === undefined
          ? { ja: 'トークンを受け取る', en: 'Claim your token' }
          : { ja: 'junkan の利用を始める', en: 'Begin using junkan' }
      }
    >
      <div class="box">
        <p>
          {claim.nameJa} さん
          <br />
          <span lang="en">{claim.nameEn}</span>
        </p>
      </div>
      {provider === undefined && passkey === undefined ? (
        <ByToken claim={claim} />
      ) : (
        <>
          {provider !== undefined && <ByProvider provider={provider} until={minuteInJapan(expires)} />}
          {passkey !== undefined && <ByPasskey action={passkey} until={minuteInJapan(expires)} />}
          <h2>
            プログラムから使う方（トークン）
            <br />
            <small lang="en">For programs: a token</small>
          </h2>
          <ByToken claim={claim} />
        </>
      )}
    </Page>
  );
}

/** The usual way where there is a provider: its account is bound, and signs in from then on. */
function ByProvider({
  provider: { name, href },
  until,
}: {
  provider: NonNullable<Claimable['provider']>;
  until: string;
}) {
  return (
    <>
      <Both
        ja="上のお名前に心当たりがなければ、進まずにシステム管理者に知らせてください。サインインしたアカウントが上の方に結び付き、次からはそのアカウントだけでサインインできます。"
        en="If the name above is not yours, go no further and tell the administrator. The account with which you sign in is bound to that person, and signs you in from then on."
      />
      <Both
        ja={`このリンクを使えるのは一度だけです（${until}〔日本時間〕まで）。`}
        en={`This link can be used once, until ${until} (Japan).`}
      />
      <p>
        <a class="button" href={href}>
          <span>
            {name ?? '認証基盤'}でサインインする
            <br />
            <small lang="en">Sign in with your account</small>
          </span>
        </a>
      </p>
    </>
  );
}

/** The usual way of an installation that stands alone: a passkey is enrolled, and signs in from then on. */
function ByPasskey({ action, until }: { action: string; until: string }) {
  return (
    <>
      <Both
        ja="上のお名前に心当たりがなければ、進まずにシステム管理者に知らせてください。この端末（又はセキュリティキー）にパスキーを登録すると、次からは指紋・顔・暗証番号でサインインできます。"
        en="If the name above is not yours, go no further and tell the administrator. Enrol a passkey with this device or a security key; from then on you sign in by finger, face or PIN."
      />
      <Both
        ja={`このリンクを使えるのは一度だけです（${until}〔日本時間〕まで）。`}
        en={`This link can be used once, until ${until} (Japan).`}
      />
      <PasskeyForm act="create" begin={`${action}/begin`} finish={action} say={inBoth} />
    </>
  );
}

const inBoth: Parameters<typeof PasskeyForm>[0]['say'] = (key) => {
  if (key === 'button') {
    return (
      <span>
        パスキーを登録する
        <br />
        <small lang="en">Enrol a passkey</small>
      </span>
    );
  }
  const { needsScript: ja, told: toldJa } = passkeysJa;
  const { needsScript: en, told: toldEn } = passkeysEn;
  const said = key === 'needsScript' ? { ja, en } : { ja: toldJa[key], en: toldEn[key] };
  return (
    <>
      {said.ja}
      <br />
      <span lang="en">{said.en}</span>
    </>
  );
};

function ByToken({ claim: { expires, tokenDays, provider, passkey } }: { claim: Claimable }) {
  const until = minuteInJapan(expires);
  return (
    <>
      <Both
        ja="junkan を使うための、ご自身のトークン（本人だけが知る合言葉）です。上のお名前に心当たりがなければ、受け取らずにシステム管理者に知らせてください。"
        en="This is your own token for junkan, a secret that only you know. If the name above is not yours, do not claim it and tell the administrator."
      />
      <Both
        ja={`受け取れるのは一度だけです（${until}〔日本時間〕まで）。トークンは受け取った日から${tokenDays}日間有効です。`}
        en={`It can be claimed once, until ${until} (Japan). The token is then valid for ${tokenDays} days.`}
      />
      <form method="post">
        <button
          type="submit"
          class={provider === undefined && passkey === undefined ? 'button' : 'button button--line'}
        >
          <span>
            受け取る / <span lang="en">Claim</span>
          </span>
        </button>
      </form>
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
      <form method="post" action="/sign-in">
        <input type="hidden" name="token" value={claimed.secret} />
        <button type="submit" class="button">
          <span>
            保存した後、サインインして続ける
            <br />
            <small lang="en">Once it is kept, go on signed in</small>
          </span>
        </button>
      </form>
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
