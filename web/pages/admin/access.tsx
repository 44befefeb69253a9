/** By what somebody signs in: one-time links, accounts, passkeys; and all of it revoked at once. */
import type { Api } from '../../api/routes.ts';
import { AccountFacts } from '../kit/account.tsx';
import { Chip, Token } from '../kit/parts.tsx';
import { Passkeys } from '../kit/passkeys.tsx';
import { minuteShown, say, type View } from '../kit/view.ts';
import { TextField } from './fields.tsx';
import type { Filled } from './filled.ts';
import type { Person } from './people.tsx';
import { Table } from '../kit/table.tsx';

type Claims = Awaited<ReturnType<Api['claims']['list']['ask']>>['body']['items'];
type Accounts = Awaited<ReturnType<Api['identities']['list']['ask']>>['body']['items'];
type Enrolled = Awaited<ReturnType<Api['passkeys']['list']['ask']>>['body']['items'];

export interface AccessProps {
  readonly view: View;
  readonly shown: Person;
  /** Of whom the reader may know; absent otherwise. */
  readonly claims: Claims | undefined;
  readonly accounts: Accounts | undefined;
  /** In place of accounts, where passkeys are used. */
  readonly passkeys: Enrolled | undefined;
  /** There is an identity provider. */
  readonly provided: boolean;
  readonly filled: Filled;
}

export function Access(props: AccessProps) {
  return (
    <>
      <Links {...props} />
      {props.passkeys !== undefined && <Keys {...props} />}
      {props.passkeys === undefined && props.accounts !== undefined && <Accounts {...props} />}
      <All {...props} />
    </>
  );
}

function Links({ view, shown, claims = [], filled }: AccessProps) {
  const words = view.texts.admin.person;
  const place = `/admin/people/${shown.id}/links`;
  return (
    <section class="section" id="links">
      <h2>{words.links}</h2>
      <p class="help">{words.linksHelp}</p>
      {claims.length === 0 ? (
        <p class="quiet">{words.linksNone}</p>
      ) : (
        <Table
          id="claims"
          caption={words.links}
          columns={[words.issuedOn, words.linkPurpose, words.issuedBy, words.expires, view.texts.admin.columns.state]}
          rows={claims.map((claim) => ({
            cells: [
              minuteShown(view, claim.issued),
              claim.purpose,
              claim.issuedByName === undefined ? claim.issuedBy : say(view, claim.issuedByName),
              minuteShown(view, claim.expires),
              <LinkState view={view} claim={claim} place={place} />,
            ],
          }))}
        />
      )}
      <form method="post" action={place}>
        <Token view={view} />
        <TextField
          view={view}
          filled={{ ...filled, values: { purpose: words.linkPurposeDefault, ...filled.values } }}
          name="purpose"
          label={words.linkPurpose}
        />
        <div class="actions">
          <button class="button button--line">{words.issue}</button>
        </div>
      </form>
    </section>
  );
}

function LinkState({ view, claim, place }: { view: View; claim: Claims[number]; place: string }) {
  const words = view.texts.admin.person;
  if (claim.claimed !== undefined) return <Chip kind="done">{words.claimed}</Chip>;
  if (claim.revoked !== undefined) return <Chip>{words.revoked}</Chip>;
  if (claim.expires <= view.at) return <Chip>{words.expired}</Chip>;
  return (
    <form method="post" action={`${place}/withdraw`}>
      <Token view={view} />
      <Chip kind="soon">{words.usable}</Chip>{' '}
      <button
        class="button button--text button--small"
        name="claim"
        value={claim.id}
        aria-label={words.withdrawOf(minuteShown(view, claim.issued))}
      >
        {words.withdraw}
      </button>
    </form>
  );
}

function Accounts({ view, shown, accounts = [], provided, filled }: AccessProps) {
  const words = view.texts.admin.person;
  const inUse = accounts.filter(({ removed }) => removed === undefined);
  const place = `/admin/people/${shown.id}/accounts`;
  return (
    <section class="section" id="accounts">
      <h2>{words.accounts}</h2>
      {inUse.length === 0 && <p class="quiet">{words.accountsNone}</p>}
      {inUse.map((account) => (
        <form method="post" action={`${place}/remove`}>
          <Token view={view} />
          <AccountFacts view={view} account={account} class="facts" />
          <div class="actions">
            <button class="button button--line button--small" name="identity" value={account.id}>
              {words.remove}
            </button>
          </div>
        </form>
      ))}
      {provided && (
        <form method="post" action={place}>
          <Token view={view} />
          <TextField view={view} filled={filled} name="subject" label={words.subject} help={words.nameHelp} wide />
          <div class="actions">
            <button class="button button--line">{words.name}</button>
          </div>
        </form>
      )}
    </section>
  );
}

function Keys({ view, shown, passkeys = [] }: AccessProps) {
  const words = view.texts.passkeys;
  return (
    <section class="section" id="passkeys">
      <h2>{words.inUse}</h2>
      {passkeys.length === 0 ? (
        <p class="quiet">{words.nothing}</p>
      ) : (
        <Passkeys view={view} passkeys={passkeys} action={`/admin/people/${shown.id}/passkeys/remove`} />
      )}
    </section>
  );
}

function All({ view, shown }: AccessProps) {
  const words = view.texts.admin.person;
  return (
    <details class="more section">
      <summary>{words.revokeAll}</summary>
      <form method="post" action={`/admin/people/${shown.id}/revoke`}>
        <Token view={view} />
        <p class="help">{words.revokeAllHelp}</p>
        <div class="actions">
          <button class="button button--line">{words.revokeAll}</button>
        </div>
      </form>
    </details>
  );
}
