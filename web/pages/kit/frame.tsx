/** What stands around every page. */
import type { Child } from 'hono/jsx';
import { assets } from '../assets.ts';
import { Banner, joined } from './parts.tsx';
import { minuteShown, say, type KeptTold, type Reader, type View } from './view.ts';

type Place = 'home' | 'board' | 'notices' | 'calendar' | 'guideline' | 'documents' | 'help' | 'admin';

/** A step on the way to this page. */
export interface Crumb {
  readonly href?: string;
  readonly words: string;
}

interface FrameProps {
  readonly view: View;
  readonly title: string;
  /** Which main page it belongs to. */
  readonly place?: Place;
  readonly crumbs?: readonly Crumb[];
  /** Whether its script of passkeys is loaded. */
  readonly passkeys?: boolean;
  /** The address to which the browser goes on by itself. */
  readonly onward?: string;
  readonly children: Child;
}

const places: readonly Place[] = ['home', 'board', 'notices', 'calendar', 'guideline', 'documents', 'help'];
/** The others stand behind the menu there. */
const onPhones: readonly Place[] = ['home', 'board', 'notices'];
const addresses: Readonly<Record<Place, string>> = {
  home: '/',
  board: '/board',
  notices: '/notices',
  calendar: '/calendar',
  guideline: '/guideline',
  documents: '/documents',
  help: '/help',
  admin: '/admin',
};

function placesFor({ administers }: Reader): readonly Place[] {
  return administers === 'nothing' ? places : [...places, 'admin'];
}

export function Frame({ view, title, place, crumbs, onward, passkeys = false, children }: FrameProps) {
  const { texts, language } = view;
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} – ${texts.product}`}</title>
        {onward !== undefined && <meta http-equiv="refresh" content={`0; url=${onward}`} />}
        <link rel="stylesheet" href={assets.style.path} />
        <script src={assets.script.path} defer></script>
        {passkeys && <script src={assets.passkeys.path} defer></script>}
      </head>
      <body>
        <a class="skip" href="#main">
          {texts.skip}
        </a>
        <Header view={view} place={place} />
        {crumbs !== undefined && <Crumbs view={view} crumbs={crumbs} />}
        <main id="main">
          <div class="wrap">
            {view.kept !== undefined && <Kept told={view.kept} />}
            {children}
          </div>
        </main>
        <Footer view={view} />
      </body>
    </html>
  );
}

function Kept({ told: { isKept, title, words, files } }: { told: KeptTold }) {
  return (
    <Banner kind={isKept ? 'info' : 'error'} title={title} id="kept">
      <p>{words}</p>
      {files !== undefined && <p>{files}</p>}
    </Banner>
  );
}

function Header({ view, place }: { view: View; place: Place | undefined }) {
  const { texts, reader } = view;
  return (
    <header>
      {view.demonstration && <Demonstration view={view} />}
      <div class="top">
        <div class="wrap top__bar">
          <a class="brand" href="/">
            {texts.product} <small>{texts.productLine}</small>
          </a>
          <div class="who">
            {reader !== undefined && (
              <span class="name">
                {say(view, reader.name)}
                <span class="post quiet">
                  {'　'}
                  {joined(
                    view,
                    reader.posts.map((post) => say(view, post)),
                  )}
                </span>
              </span>
            )}
            <LanguageSwitch view={view} />
            {reader !== undefined && <a href="/sign-out">{texts.signOut}</a>}
          </div>
        </div>
        {reader !== undefined && (
          <nav class="wrap nav" aria-label={texts.mainPages}>
            <ul>
              {placesFor(reader).map((one) => (
                <li class={onPhones.includes(one) ? '' : 'more-nav'}>
                  <a href={addresses[one]} aria-current={one === place ? 'page' : undefined}>
                    {texts.nav[one]}
                    {one === 'home' && <Badge count={reader.ready} words={texts.canDoNow(reader.ready)} />}
                    {one === 'notices' && <Badge count={reader.unread} words={texts.unread(reader.unread)} />}
                  </a>
                </li>
              ))}
              <li>
                <a class="menu" href="#menu">
                  {texts.menu}
                </a>
              </li>
            </ul>
          </nav>
        )}
      </div>
    </header>
  );
}

function Badge({ count, words }: { count: number; words: string }) {
  if (count === 0) return <></>;
  return (
    <>
      {' '}
      <span class="badge badge--plain">
        <span aria-hidden="true">{count}</span>
        <span class="sr">{words}</span>
      </span>
    </>
  );
}

function Demonstration({ view: { texts, reader, ...view } }: { view: View }) {
  return (
    <div class="demo">
      <div class="wrap">
        <span>
          <strong>{texts.demonstration}</strong>
          <span class="note">　{texts.demonstrationNote}</span>
        </span>
        {reader !== undefined && (
          <span>
            {texts.shownAs(say(view, reader.name))}　<a href="/sign-in">{texts.changePerson}</a>
          </span>
        )}
      </div>
    </div>
  );
}

function LanguageSwitch({ view: { language, texts, address } }: { view: View }) {
  const other = language === 'ja' ? 'en' : 'ja';
  const [path = '/', query = ''] = address.split('?', 2);
  const asked = new URLSearchParams(query);
  asked.set('language', other);
  return (
    <a href={`${path}?${asked.toString()}`} lang={other} hreflang={other}>
      {texts.otherLanguage}
    </a>
  );
}

function Crumbs({ view, crumbs }: { view: View; crumbs: readonly Crumb[] }) {
  return (
    <nav class="wrap crumbs" aria-label={view.texts.crumbs}>
      <ol>
        {crumbs.map(({ href, words }) => (
          <li>{href === undefined ? <span aria-current="page">{words}</span> : <a href={href}>{words}</a>}</li>
        ))}
      </ol>
    </nav>
  );
}

function Footer({ view }: { view: View }) {
  const { texts, reader } = view;
  return (
    <footer class="foot" id="menu">
      <div class="wrap">
        {reader !== undefined && (
          <nav aria-label={texts.allPages}>
            <ul>
              {placesFor(reader).map((one) => (
                <li>
                  <a href={addresses[one]}>{texts.nav[one]}</a>
                </li>
              ))}
              <li>
                <a href="/settings">{texts.nav.settings}</a>
              </li>
            </ul>
          </nav>
        )}
        <p class="quiet">{texts.footer}</p>
        <p class="quiet">
          {texts.asOf(minuteShown(view, view.at))}　／　{texts.requestNumber(view.request.slice(0, 8))}
        </p>
      </div>
    </footer>
  );
}
