/** Why something was not done: what can be mended here, what comes first elsewhere, and by whom. */
import { Banner, Clauses, joined, pageOf } from '../kit/parts.tsx';
import { say, type View } from '../kit/view.ts';
import type { Told, Who } from './asked.ts';
import { nameOf } from './values.ts';

export function RefusedBanner({ view, label, refusals }: { view: View; label: string; refusals: readonly Told[] }) {
  const { texts } = view;
  const here = refusals.filter(({ concerns }) => concerns === 'input');
  const who = refusals.filter(({ concerns }) => concerns === 'who');
  const elsewhere = refusals.filter(({ concerns }) => concerns === 'state' || concerns === 'facts');
  return (
    <Banner kind="error" title={texts.decide.nothingEntered(label)} id="problem">
      <p>{texts.decide.keptBelow}</p>
      <Part view={view} title={texts.decide.mendHere(here.length)} refusals={here} />
      <Part view={view} title={texts.decide.mendElsewhere(elsewhere.length)} refusals={elsewhere} />
      <Part view={view} title={texts.decide.notYours(who.length)} refusals={who} />
      <p class="small quiet">{texts.decide.basisNote}</p>
    </Banner>
  );
}

function Part({ view, title, refusals }: { view: View; title: string; refusals: readonly Told[] }) {
  if (refusals.length === 0) return <></>;
  return (
    <>
      <h3>{title}</h3>
      <ol class="refusals">
        {refusals.map((refusal) => (
          <li>
            <RefusalShown view={view} refusal={refusal} />
          </li>
        ))}
      </ol>
    </>
  );
}

export function RefusalShown({ view, refusal }: { view: View; refusal: Told }) {
  const { texts } = view;
  const { paths = [], remedies = [], whoCould, basis, concerns } = refusal;
  const [first] = paths;
  return (
    <div>
      <p>
        {first === undefined ? (
          say(view, refusal)
        ) : (
          <a href={`#f-${nameOf(first).replaceAll('.', '-')}`}>{say(view, refusal)}</a>
        )}
      </p>
      {remedies.map((remedy) => (
        <p class="fix">
          {remedy.instance === undefined ? (
            <strong>{say(view, remedy)}</strong>
          ) : (
            <a href={pageOf(remedy.instance)}>{say(view, remedy)}</a>
          )}
          {remedy.whoCould.length > 0 && `　${texts.decide.by(namesIn(view, remedy.whoCould))}`}
        </p>
      ))}
      {remedies.length === 0 && whoCould.length > 0 && concerns !== 'input' && (
        <p class="fix">{texts.decide.by(namesIn(view, whoCould))}</p>
      )}
      <p class="meta">
        <Clauses view={view} citing={refusal} />{' '}
        <span class="basis">{basis === 'text' ? texts.text : texts.design}</span>
      </p>
    </div>
  );
}

/** Posts with the people who hold them. */
export function namesIn(view: View, whoCould: readonly Who[]): string {
  return joined(
    view,
    whoCould.map((who) => {
      const holders = who.holders ?? [];
      const names = holders.map((holder) => say(view, holder)).slice(0, 3);
      if (names.length === 0) return say(view, who);
      return view.language === 'ja'
        ? `${names.join('・')}（${say(view, who)}）`
        : `${names.join(' / ')} (${say(view, who)})`;
    }),
  );
}
