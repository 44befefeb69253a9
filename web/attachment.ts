import { create } from 'content-disposition';

/**
 * The header under whose name a download is kept (RFC 6266). A name beyond ASCII is given in full by RFC 8187, and beside
 * it, for what does not read that, a plain one with the same ending.
 */
export function attachmentNamed(name: string | undefined, plain = 'document'): string {
  if (name === undefined || /^[\x20-\x7e]*$/.test(name)) return create(name ?? plain);
  const ending = /\.[a-z0-9]{1,8}$/i.exec(name)?.[0] ?? '';
  return create(name, { fallback: plain.endsWith(ending) ? plain : plain + ending });
}
