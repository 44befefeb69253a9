/**
 * A form that was sent when the session had ended: kept for an hour, and shown again to the same person at the same
 * browser. It is sealed with a key that stands in that browser's cookie alone; it is never sent by itself.
 */
import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from 'node:crypto';
import { getCookie, setCookie } from 'hono/cookie';
import { z } from '@hono/zod-openapi';
import { FORM_KEPT } from '../../contract/records/kept-forms.ts';
import type { PersonId } from '../../model/identifiers.ts';
import { maximumBody } from '../body.ts';
import type { WebContext } from '../endpoint.ts';
import type { Parts } from '../parts.ts';
import { isGuarded, secretBefore, secretOf, keyOfForm } from '../session.ts';
import { tokenField } from './kit/parts.tsx';
import type { KeptTold, View } from './kit/view.ts';

const keptSchema = z.object({
  /** Where it was sent. */
  path: z.string(),
  /** The page on which it stands. */
  at: z.string(),
  fields: z.array(z.tuple([z.string(), z.string()])),
  /** Names of files, which are not kept. */
  files: z.array(z.string()),
});
/** What was kept: everything but files. */
export type Kept = z.output<typeof keptSchema>;

/**
 * Whose the form is, told by the session under which it was given: the cookie of a session that has ended, or of the one
 * before this one, still proves the token, which nobody can make who does not know its secret.
 */
export async function senderOf(
  c: WebContext,
  parts: Parts,
  read: () => Promise<FormData>,
): Promise<Sender | undefined> {
  for (const secret of [secretOf(c, parts), secretBefore(c, parts)]) {
    if (secret === undefined) continue;
    const person = await parts.records.tokens.formerSession(secret, parts.clock());
    if (person === undefined) continue;
    // Read only now: nobody who was never signed in has a body read.
    const fields = await read();
    const token = fields.get(tokenField);
    if (typeof token === 'string' && keyOfForm({ secret }, token) !== undefined) return { person, fields };
  }
  return undefined;
}

interface Sender {
  readonly person: PersonId;
  readonly fields: FormData;
}

/** Keeps it; false when it is too long. */
export async function keepForm(c: WebContext, parts: Parts, { person, fields }: Sender, at: string): Promise<boolean> {
  const texts: [string, string][] = [];
  const files: string[] = [];
  for (const [name, value] of fields) {
    if (typeof value === 'string') texts.push([name, value]);
    else if (value.size > 0) files.push(value.name);
  }
  const kept: Kept = { path: c.req.path, at, fields: texts, files };
  const plain = Buffer.from(JSON.stringify(kept));
  if (plain.length > maximumBody) return false;
  const [id, key, iv] = [randomUUID(), randomBytes(32), randomBytes(12)];
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(`${id} ${person}`));
  const closed = Buffer.concat([cipher.update(plain), cipher.final()]);
  const sealed = Buffer.concat([iv, cipher.getAuthTag(), closed]);
  await parts.records.keptForms.keep({ id, person, sealed }, parts.clock());
  setCookie(c, cookieName(c, parts), `${id}.${key.toString('base64url')}`, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: isGuarded(c, parts),
    maxAge: FORM_KEPT / 1000,
  });
  return true;
}

/** What is kept of this person at this browser for this page. */
export async function keptForm(c: WebContext, parts: Parts, person: PersonId): Promise<Kept | undefined> {
  const kept = await opened(c, parts, person);
  return kept?.at === c.req.path ? kept : undefined;
}

async function opened(c: WebContext, parts: Parts, person: PersonId): Promise<Kept | undefined> {
  const { id, key } = cookieOf(c, parts) ?? {};
  if (id === undefined || key === undefined) return undefined;
  const sealed = await parts.records.keptForms.get(id, person, parts.clock());
  if (sealed === undefined) return undefined;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12))
      .setAAD(Buffer.from(`${id} ${person}`))
      .setAuthTag(sealed.subarray(12, 28));
    const plain = Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]);
    return keptSchema.parse(JSON.parse(plain.toString()));
  } catch {
    // Another key, or bytes that were changed.
    return undefined;
  }
}

/** What was sent to that address was sent anew: it goes. */
export async function forgetKept(c: WebContext, parts: Parts, person: PersonId, path = c.req.path): Promise<void> {
  const { id } = cookieOf(c, parts) ?? {};
  if (id === undefined || (await opened(c, parts, person))?.path !== path) return;
  await parts.records.keptForms.forget(id, person);
}

/** What its page says of it. */
export function toldOf({ texts: { kept: words, between } }: View, kept: Kept | undefined): KeptTold {
  if (kept === undefined) return { isKept: false, title: words.gone, words: words.goneWords };
  const files = kept.files.length > 0 ? { files: words.files(kept.files.join(between)) } : {};
  return { isKept: true, title: words.title, words: words.words, ...files };
}

function cookieOf(c: WebContext, parts: Parts): { readonly id: string; readonly key: Buffer } | undefined {
  const [, id, key] = /^([0-9a-f-]{36})\.([\w-]{43})$/.exec(getCookie(c, cookieName(c, parts)) ?? '') ?? [];
  return id === undefined || key === undefined ? undefined : { id, key: Buffer.from(key, 'base64url') };
}

function cookieName(c: WebContext, parts: Parts): string {
  return isGuarded(c, parts) ? '__Host-junkan_kept' : 'junkan_kept';
}
