/** The guideline's clauses in its own words, with what rests on them. */
import type { Api } from '../../api/routes.ts';
import { pageOf } from '../kit/parts.tsx';
import { Frame } from '../kit/frame.tsx';
import { dayShown, dueShown, say, sayFirst, yearShown, type View } from '../kit/view.ts';

type Clauses = Awaited<ReturnType<Api['clauses']['all']['ask']>>['body']['items'];
type One = Awaited<ReturnType<Api['clauses']['one']['ask']>>['body'];

export function GuidelinePage({ view, clauses, search }: { view: View; clauses: Clauses; search: string }) {
  const { texts } = view;
  return (
    <Frame view={view} title={texts.guideline.title} place="guideline">
      <div class="head">
        <div>
          <h1>{texts.guideline.title}</h1>
          <p>{texts.guideline.lead}</p>
        </div>
      </div>
      <form class="filters" method="get" action="/guideline" role="search">
        <div>
          <label for="search">{texts.guideline.search}</label>
          <input id="search" type="search" name="search" value={search} />
        </div>
        <div>
          <button class="button button--line button--small">{texts.search}</button>
        </div>
      </form>
      {clauses.length === 0 && <p class="notice">{texts.guideline.none}</p>}
      <ul class="tasks">
        {clauses.map((clause) => (
          <li>
            <div class="when">
              <strong>
                <a href={`/guideline/${clause.id}`}>{say(view, clause)}</a>
              </strong>
            </div>
            <div>
              <h2>{sayFirst(view, clause.title)}</h2>
              <p>
                {say(view, clause.text)} <span class="chip">{say(view, clause.modality)}</span>
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Frame>
  );
}

export function ClausePage({ view, clause }: { view: View; clause: One }) {
  const { texts } = view;
  const crumbs = [{ href: '/guideline', words: texts.guideline.title }, { words: say(view, clause) }];
  return (
    <Frame view={view} title={say(view, clause)} place="guideline" crumbs={crumbs}>
      <div class="head">
        <div>
          <p class="small">{say(view, clause)}</p>
          <h1>{sayFirst(view, clause.title)}</h1>
        </div>
      </div>
      <blockquote class="notice" lang="ja">
        <p>{clause.text.ja}</p>
      </blockquote>
      {view.language === 'en' && <p>{clause.text.en}</p>}
      <p>
        <span class="chip">{say(view, clause.modality)}</span>
      </p>
      {'standing' in clause && clause.standing !== undefined && <Standing view={view} standing={clause.standing} />}
      {clause.rules.length > 0 && (
        <section class="section">
          <h2>{texts.guideline.rules}</h2>
          <ul class="plain">
            {clause.rules.map((rule) => (
              <li>
                <div>
                  {say(view, rule)} <span class="basis">{rule.basis === 'text' ? texts.text : texts.design}</span>
                </div>
                <div class="by">
                  {say(view, rule.in)}
                  {rule.at.slice(0, 3).map((at) => (
                    <>
                      <br />
                      {say(view, at)}
                    </>
                  ))}
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
      {clause.decisions.length > 0 && (
        <section class="section">
          <h2>{texts.guideline.decisions}</h2>
          <ul class="bullets">
            {clause.decisions.map((decision) => (
              <li>
                {say(view, decision)}
                {'　'}
                <span class="quiet">{say(view, decision.procedure)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Frame>
  );
}

type StandingOf = NonNullable<Extract<One, { standing: unknown }>['standing']>;

function Standing({ view, standing }: { view: View; standing: StandingOf }) {
  const { texts } = view;
  return (
    <section class="section">
      <h2>{texts.guideline.standing(`${say(view, standing.organisation)} ${yearShown(view, standing.year)}`)}</h2>
      <ul class="missing">
        {standing.taken.map((taken) => (
          <li class="is-done">
            <div>{say(view, taken)}</div>
            <div class="by">
              <a href={pageOf(taken.last.instance)}>{dayShown(view, taken.last.at)}</a>
            </div>
          </li>
        ))}
        {standing.open.map((open) => (
          <li>
            <div>{say(view, open)}</div>
            <div class="by">
              {open.roles.map((role) => say(view, role)).join(texts.between)}{' '}
              {standing.due
                .filter(({ instance }) => instance === open.instance)
                .slice(0, 1)
                .map((due) => dueShown(view, due.due, { short: true }))}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
