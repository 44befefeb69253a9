/** Language, mails by kind, one mail a day; and the way to one's sign-ins. */
import type { Api } from '../../api/routes.ts';
import { apart, Banner, Token } from '../kit/parts.tsx';
import { Frame } from '../kit/frame.tsx';
import { say, sayFirst, type View } from '../kit/view.ts';

type Settings = Awaited<ReturnType<Api['settings']['show']['ask']>>['body'];

interface SettingsProps {
  readonly view: View;
  readonly settings: Settings;
  readonly isSaved: boolean;
}

export function SettingsPage({ view, settings, isSaved }: SettingsProps) {
  const words = view.texts.settings;
  return (
    <Frame view={view} title={words.title}>
      {isSaved && (
        <Banner kind="ok" title={words.saved}>
          <p>{words.savedNext}</p>
        </Banner>
      )}
      <div class="head">
        <h1>{words.title}</h1>
      </div>
      <form method="post" action={apart('/settings')}>
        <Token view={view} />
        <LanguageField view={view} settings={settings} />
        <MailField view={view} settings={settings} />
        <fieldset class="field">
          <legend class="label">{words.digest.title}</legend>
          <p class="help" id="digest-help">
            {words.digest.help}
          </p>
          <div class="choice">
            <input
              type="checkbox"
              id="digest"
              name="digest"
              value="yes"
              checked={settings.digest}
              aria-describedby="digest-help"
            />
            <label for="digest">{words.digest.label}</label>
          </div>
        </fieldset>
        <div class="actions">
          <button class="button">{words.save}</button>
        </div>
      </form>
      <section class="section">
        <h2>
          <a href="/settings/sessions">{words.sessions}</a>
        </h2>
        <p>{words.sessionsHelp}</p>
      </section>
    </Frame>
  );
}

function LanguageField({ view, settings: { language } }: { view: View; settings: Settings }) {
  const words = view.texts.settings.language;
  const choices = [
    { value: 'ja', label: words.ja },
    { value: 'en', label: words.en },
    { value: '', label: words.both },
  ];
  return (
    <fieldset class="field">
      <legend class="label">{words.title}</legend>
      <p class="help">{words.help}</p>
      {choices.map(({ value, label }) => (
        <div class="choice">
          <input
            type="radio"
            id={`language-${value}`}
            name="language"
            value={value}
            checked={(language ?? '') === value}
          />
          <label for={`language-${value}`} lang={value === '' ? undefined : value}>
            {label}
          </label>
        </div>
      ))}
    </fieldset>
  );
}

function MailField({ view, settings: { kinds, muted, address, mailOn } }: { view: View; settings: Settings }) {
  const words = view.texts.settings.mail;
  const off: readonly string[] = muted;
  return (
    <section class="section">
      <h2>{words.title}</h2>
      <p>{address === undefined ? words.noAddress : words.to(address)}</p>
      {!mailOn && <p class="notice">{words.off}</p>}
      <fieldset class="field">
        <legend class="label">{words.wanted}</legend>
        <p class="help">{words.help}</p>
        {kinds
          .filter(({ always }) => !always)
          .map((kind) => (
            <div class="choice">
              <input
                type="checkbox"
                id={`mail-${kind.id}`}
                name="wanted"
                value={kind.id}
                checked={!off.includes(kind.id)}
              />
              <label for={`mail-${kind.id}`}>{sayFirst(view, kind)}</label>
            </div>
          ))}
      </fieldset>
      <div class="field">
        <h3>{words.always}</h3>
        <p class="help">{words.alwaysHelp}</p>
        <ul class="bullets">
          {kinds
            .filter(({ always }) => always)
            .map((kind) => (
              <li>{say(view, kind)}</li>
            ))}
        </ul>
      </div>
    </section>
  );
}
