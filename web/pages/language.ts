/** In which language pages are, as it was chosen at a browser. */
import { getCookie, setCookie } from 'hono/cookie';
import type { WebContext } from '../endpoint.ts';
import type { Parts } from '../parts.ts';
import { isGuarded } from '../session.ts';
import type { Language } from './kit/view.ts';

const languageCookie = 'junkan_language';

/** The language chosen at this browser, if one was. */
export function chosenLanguage(c: WebContext): Language | undefined {
  const chosen = getCookie(c, languageCookie);
  return chosen === 'en' || chosen === 'ja' ? chosen : undefined;
}

/** Chooses the language of this browser's pages. */
export function chooseLanguage(c: WebContext, parts: Parts, language: Language): void {
  setCookie(c, languageCookie, language, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: isGuarded(c, parts),
    maxAge: 365 * 24 * 60 * 60,
  });
}
