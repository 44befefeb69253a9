import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { YearOpener } from '../contract/engine.ts';
import { dateInJapan, fiscalYearOf } from '../model/japan-time.ts';
import { existsOn } from '../model/opening.ts';
import { profiles } from '../model/organisations.ts';
import type { Text } from '../model/text.ts';
import { Unavailable } from '../contract/engine.ts';
import type { Records } from '../contract/records/records.ts';
import { files } from './cli/connection.ts';
import type { Configuration } from './configuration.ts';
import type { Demonstration } from './demonstration.ts';
import { minuteInJapan } from './cli/output.ts';
import { passkeySite } from '../web/passkeys/site.ts';
import { UserError } from './user-error.ts';

/** What an empty data directory becomes; fixed at creation. */
export type Creation =
  /** `opensYear: false`: the current year stays closed, for a rehearsal that opens one by itself. */
  | { readonly kind: 'demonstration'; readonly opensYear?: false }
  | { readonly kind: 'real'; readonly administrator: string; readonly mail?: string };

/** How long the first administrator's token lives, and from when on the start warns. */
const TOKEN_DAYS = 90;
const WARN_DAYS = 14;
/** How long the start waits for the year to be open, milliseconds. */
const OPENING_WITHIN = 60_000;
/** How often it looks; each look is work for the worker that opens. */
const LOOK_EVERY = 250;
const DAY = 24 * 60 * 60 * 1000;

interface Parts {
  readonly records: Records;
  readonly engine: YearOpener;
  readonly configuration: Configuration;
  readonly creation: Creation;
  readonly demonstration: Demonstration;
  readonly say: (text: Text) => void;
  readonly now: number;
}

/**
 * Makes a new installation complete, or completes one whose creation was interrupted; on one that is complete it only
 * looks at the administrator's token. A demonstration gets the real registry, the invented bodies and the current year
 * opened for all; a real installation only its first administrator, and answers the path of their one-time link.
 *
 * @throws UserError when the data directory holds the other kind
 */
export async function createInstallation(parts: Parts): Promise<string | undefined> {
  const { records, creation } = parts;
  if (records.installation.kind !== creation.kind && creation.kind === 'real') throw otherKind();
  await removeDeadLink(parts);
  const isDemonstration = records.installation.kind === 'demonstration';
  const administrator = isDemonstration ? parts.demonstration.administrator : await firstAdministrator(parts);
  if (isDemonstration) {
    await parts.demonstration.seed(records, parts.now);
    if (creation.kind !== 'demonstration' || creation.opensYear !== false) await openCurrentYear(parts);
  }
  return administrator === undefined ? undefined : keepToken(parts, administrator);
}

/**
 * Opens the current fiscal year for every body that runs a cycle and exists now; harmless where it is open. The year then
 * counts as opened for all, so that the demonstration goes on by itself as a real installation does.
 */
async function openCurrentYear({ records, engine, now, say }: Parts): Promise<void> {
  const today = dateInJapan(now);
  const year = fiscalYearOf(today);
  const open = await records.openings.begun(year);
  const missing = (await records.registry.organisations())
    .filter((body) => profiles.some((profile) => profile === body.kind) && existsOn(body, today))
    .map(({ id }) => id)
    .filter((id) => !open.has(id));
  if (missing.length === 0) return;
  say({
    ja: `${missing.length}機関の年度を開いています…`,
    en: `Opening the fiscal year for ${missing.length} bodies…`,
  });
  const opening = await engine.openYear({ year, organisations: missing });
  await records.openings.record({
    id: opening,
    year,
    everyone: true,
    organisations: missing,
    by: 'installation',
    at: now,
  });
  // Ready means that a newcomer finds the year open; an opening that takes longer goes on by itself.
  const deadline = Date.now() + OPENING_WITHIN;
  while (!(await isFinished(engine, opening)) && Date.now() < deadline) await pause(LOOK_EVERY);
}

/** A machine that is so busy opening that nobody answers the question is not finished. */
async function isFinished(engine: YearOpener, opening: string): Promise<boolean> {
  try {
    return (await engine.opening(opening)).finished;
  } catch (error) {
    if (error instanceof Unavailable) return false;
    throw error;
  }
}

/** The body that holds the first administrator's post in a real installation, until real bodies are imported. */
const OPERATOR = 'operator';

async function firstAdministrator({ records, creation, demonstration, now }: Parts): Promise<string | undefined> {
  const known = await firstAdministratorOf(records, demonstration, now);
  if (known !== undefined || creation.kind !== 'real') return known;
  const person = `p-${randomUUID()}`;
  const { administrator, mail } = creation;
  await records.registry.change(
    {
      organisations: [
        {
          id: OPERATOR,
          kind: 'operator',
          nameJa: 'この設備の運用者',
          nameEn: 'operator of this installation',
          supervisors: [],
          fictional: false,
        },
      ],
      people: [
        {
          id: person,
          nameJa: administrator,
          nameEn: administrator,
          home: OPERATOR,
          ...(mail === undefined ? {} : { mail }),
        },
      ],
      appointments: [
        {
          id: `a-${randomUUID()}`,
          person,
          role: 'administrator',
          organisation: OPERATOR,
          from: dateInJapan(now),
          kind: 'regular',
        },
      ],
    },
    person,
    now,
  );
  return person;
}

/** The first administrator of an installation; undefined when nobody holds the post (any more). */
export async function firstAdministratorOf(
  records: Records,
  demonstration: Demonstration,
  now: number,
): Promise<string | undefined> {
  if (records.installation.kind === 'demonstration') return demonstration.administrator;
  const posts = await records.registry.appointments(OPERATOR, now);
  return posts.find(({ role }) => role === 'administrator')?.person;
}

/** Issues an administrator their own token, which came through nobody's hands; its purpose stands in the records for ever. */
export async function issueAdministratorToken(
  records: Records,
  person: string,
  purpose: 'first administrator' | 'recovered',
  now: number,
): Promise<string> {
  const { secret } = await records.tokens.issue({
    person,
    issuedBy: person,
    at: now,
    expires: now + TOKEN_DAYS * DAY,
    purpose,
  });
  return secret;
}

/** The path of a link by which an administrator makes their first passkey, or binds their account; once, within seven days. */
export async function issueAdministratorLink(
  records: Records,
  person: string,
  purpose: 'first administrator' | 'recovered',
  now: number,
): Promise<string> {
  const { secret } = await records.claims.issueAtMachine({ person, purpose, tokenDays: TOKEN_DAYS }, now);
  return `/claim/${secret}`;
}

/** The file of a one-time link that was used, revoked or ran out says nothing any more. */
export async function removeDeadLink({
  records,
  configuration: { dataDirectory },
  now,
}: {
  readonly records: Records;
  readonly configuration: Pick<Configuration, 'dataDirectory'>;
  readonly now: number;
}): Promise<void> {
  const file = join(dataDirectory, files.administratorLink);
  if (!existsSync(file)) return;
  const secret = readFileSync(file, 'utf8').trim().split('/').at(-1) ?? '';
  if ((await records.claims.open(secret, now)) === undefined) rmSync(file, { force: true });
}

/** The whole address of a link, where browsers let passkeys be used; the path alone where no address is known. */
export function linkAt(address: string | undefined, path: string): string {
  return `${address === undefined ? '' : (passkeySite(address)?.origin ?? address)}${path}`;
}

/**
 * Writes the first administrator's token when there is none yet, and makes the link beside it in a real installation; warns when it runs out soon. */
async function keepToken({ records, configuration, now, say }: Parts, person: string): Promise<string | undefined> {
  const held = await records.tokens.list(person);
  const valid = held.filter(
    (token) =>
      token.revoked === undefined && (token.purpose === 'first administrator' || token.purpose === 'recovered'),
  );
  const last = valid.sort((a, b) => b.expires - a.expires)[0];
  if (last === undefined) {
    const secret = await issueAdministratorToken(records, person, 'first administrator', now);
    writeFileSync(join(configuration.dataDirectory, files.administratorToken), `${secret}\n`, { mode: 0o600 });
    if (records.installation.kind === 'demonstration') return undefined;
    return issueAdministratorLink(records, person, 'first administrator', now);
  }
  const left = last.expires - now;
  if (left > WARN_DAYS * DAY) return undefined;
  say(
    left > 0
      ? {
          ja: `管理者のトークンは ${minuteInJapan(last.expires)} に切れます。junkan を止めて junkan token recover を実行すると新しくなります。`,
          en: `The administrator's token expires at ${minuteInJapan(last.expires)} (Japan). Stop junkan and run junkan token recover for a new one.`,
        }
      : {
          ja: '管理者のトークンは期限切れです。junkan を止めて junkan token recover を実行してください。',
          en: "The administrator's token has expired. Stop junkan and run junkan token recover.",
        },
  );
  return undefined;
}

function otherKind(): UserError {
  return new UserError({
    ja: 'このデータディレクトリは既に使われています。--empty は空のディレクトリでだけ使えます。JUNKAN_DATA に別の場所を指定してください。',
    en: 'This data directory is in use already. --empty works only on an empty one. Name another place in JUNKAN_DATA.',
  });
}
