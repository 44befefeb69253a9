/** The form of a decision, and the same form again with what stands against it. */
import type { Child } from 'hono/jsx';
import { apart, Banner, Clauses, distanceTo, joined, Token } from '../kit/parts.tsx';
import { Frame, type Crumb } from '../kit/frame.tsx';
import { dueShown, say, sayFirst, type View } from '../kit/view.ts';
import type { Deciding, Draft, Told } from './asked.ts';
import type { Field } from './fields.ts';
import { Fields } from './form-fields.tsx';
import { below, whichField } from './pair.ts';
import type { Line } from '../procedure/procedure.tsx';
import { Meanwhile } from './meanwhile.tsx';
import { RefusedBanner } from './refused.tsx';

interface FormProps {
  readonly view: View;
  readonly deciding: Deciding;
  readonly draft: Draft;
  /** Why it was not done. */
  readonly refusals?: readonly Told[];
  /** What else there is to say, with what is kept. */
  readonly told?: {
    readonly title: string;
    readonly words: string;
    readonly kind?: 'info';
    /** What was entered since the form was shown. */
    readonly since?: readonly Line[];
  };
}

/** The way to a page of a decision. */
export function crumbsOf(view: View, { place, procedure, decision }: Deciding): readonly Crumb[] {
  return [
    { href: '/', words: view.texts.nav.home },
    { href: place, words: say(view, procedure) },
    { words: say(view, decision) },
  ];
}

/** Where it is sent. */
export function actionOf({ place, decision }: Deciding): string {
  return apart(`${place}/decide/${decision.id}`);
}

export function FormPage({ view, deciding, draft, refusals = [], told }: FormProps) {
  const { texts } = view;
  const { decision, place, procedure, own, envelope, others, filling, checked } = deciding;
  const title = sayFirst(view, decision);
  return (
    <Frame view={view} title={title} crumbs={crumbsOf(view, deciding)}>
      <div class="head">
        <div>
          <p class="small">
            <a href={place}>{say(view, procedure)}</a>
          </p>
          <h1>{title}</h1>
          <About view={view} deciding={deciding} />
        </div>
      </div>
      {told !== undefined && (
        <Banner kind={told.kind ?? 'error'} title={told.title} id="problem">
          <p>{told.words}</p>
          <Meanwhile view={view} place={place} lines={told.since ?? []} />
        </Banner>
      )}
      {refusals.length > 0 && <RefusedBanner view={view} label={title} refusals={refusals} />}
      <div class="cols">
        <form
          method="post"
          action={`${actionOf(deciding)}#problem`}
          enctype={
            hasDocuments([...own, ...envelope, ...others.flatMap((one) => one.own)]) ? 'multipart/form-data' : undefined
          }
          novalidate
        >
          <Hidden view={view} deciding={deciding} />
          <button class="sr" name="_do" value={checked ? 'check' : 'confirm'} tabindex={-1} aria-hidden="true">
            {texts.decide.check}
          </button>
          {own.length > 0 || others.length > 0 ? (
            <p class="quiet">{texts.decide.allRequired}</p>
          ) : (
            <p>{texts.decide.nothingToFill}</p>
          )}
          {others.length > 0 ? (
            <Pair view={view} deciding={deciding} order={orderOf(draft)} />
          ) : (
            <Grouped view={view} own={own} filling={filling} />
          )}
          {envelope.length > 0 && (
            <details class="field" open={envelope.some(({ name }) => filling.values.any(name))}>
              <summary>{texts.decide.standIn}</summary>
              <p class="help">{texts.decide.standInHelp}</p>
              <Fields filling={filling} fields={envelope} />
            </details>
          )}
          <div class="actions">
            <button class="button" name="_do" value={checked ? 'check' : 'confirm'}>
              {checked ? texts.decide.check : texts.decide.confirm(title)}
            </button>
            <a href={place}>{texts.cancel}</a>
          </div>
        </form>
        <aside class="stack" aria-label={texts.related}>
          <Rests view={view} found={draft} />
        </aside>
      </div>
    </Frame>
  );
}

/** It and what is decided in place of it, as the procedure has them. */
function orderOf({ decision, instead }: Draft): readonly string[] {
  const side = (before: boolean) => instead.filter((one) => one.before === before).map((one) => one.decision);
  return [...side(true), decision, ...side(false)];
}

/** What goes along with each sending. */
export function Hidden({ view, deciding }: { view: View; deciding: Deciding }) {
  return (
    <>
      <Token view={view} />
      <input type="hidden" name="_seen" value={String(deciding.seen)} />
    </>
  );
}

function hasDocuments(fields: readonly Field[]): boolean {
  return fields.some(({ kind }) => {
    if (kind.is === 'group' || kind.is === 'rows') return hasDocuments(kind.fields);
    if (kind.is === 'branches') return kind.branches.some((one) => hasDocuments(one.fields));
    return kind.is === 'document';
  });
}

/** The fields below their headings, numbered where there are several. */
function Grouped({ view, own, filling, at = '' }: Pick<Deciding, 'own' | 'filling'> & { view: View; at?: string }) {
  const groups: { readonly title: string; readonly fields: Field[] }[] = [];
  for (const field of own) {
    const title = field.group === undefined ? '' : say(view, field.group);
    const last = groups.at(-1);
    if (last !== undefined && last.title === title) last.fields.push(field);
    else groups.push({ title, fields: [field] });
  }
  return (
    <>
      {groups.map(({ title, fields }, i) => {
        const inside: Child = <Fields filling={filling} fields={fields} at={at} />;
        if (title === '') return inside;
        return (
          <section class="section">
            <h2>{`${i + 1}　${title}`}</h2>
            {inside}
          </section>
        );
      })}
    </>
  );
}

/** One question, and below each answer what it takes; in one order, whichever page it is. */
function Pair({ view, deciding, order }: { view: View; deciding: Deciding; order: readonly string[] }) {
  const { decision, own, others, filling } = deciding;
  const chosen = filling.values.one(whichField) || decision.id;
  const ways = [
    { decision, own, filling, at: '' },
    ...others.map((one) => ({
      decision: one.decision,
      own: one.own,
      filling: { ...filling, lists: one.lists },
      at: below(one.decision.id),
    })),
  ].toSorted((a, b) => order.indexOf(a.decision.id) - order.indexOf(b.decision.id));
  return (
    <fieldset class="field">
      <legend>{view.texts.decide.which}</legend>
      <div class="choices">
        {ways.map((way) => (
          <div class="branch">
            <div class="choice">
              <input
                type="radio"
                name={whichField}
                id={`which-${way.decision.id}`}
                value={way.decision.id}
                checked={chosen === way.decision.id}
              />
              <label for={`which-${way.decision.id}`}>{sayFirst(view, way.decision)}</label>
            </div>
            {way.own.length > 0 && (
              <div class="reveal">
                <Grouped view={view} own={way.own} filling={way.filling} at={way.at} />
              </div>
            )}
          </div>
        ))}
      </div>
    </fieldset>
  );
}

/** Why it is expected, by when, by which clause. */
function About({ view, deciding: { about } }: { view: View; deciding: Deciding }) {
  const { texts } = view;
  return (
    <>
      <p>
        {about.due !== undefined && (
          <>
            {texts.due} {dueShown(view, about.due)}
            {'　'}
            {distanceTo(view, about.due).words}
            {'　／　'}
          </>
        )}
        <Clauses view={view} citing={about} />
        {about.why !== undefined && `　${say(view, about.why)}`}
      </p>
    </>
  );
}

/** What it rests on: the clauses, what was submitted, what is met. */
function Rests({ view, found }: { view: View; found: Draft }) {
  const { texts } = view;
  return (
    <>
      {found.documents.length > 0 && (
        <section class="box">
          <h2>{texts.procedure.documents}</h2>
          <ul>
            {found.documents.map(({ hash, name, by }) => (
              <li>
                <a href={`/documents/${hash}`}>{name ?? hash.slice(0, 12)}</a>
                {by !== undefined && (
                  <>
                    <br />
                    <span class="quiet">{say(view, by)}</span>
                  </>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {found.failing.length > 0 && (
        <section class="box">
          <h2>{texts.decide.comesFirst}</h2>
          <ul class="wait">
            {found.failing.map((one) => (
              <li>
                {say(view, one)} <Clauses view={view} citing={one} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {found.met.length > 0 && (
        <section class="box">
          <h2>{texts.decide.met}</h2>
          <ul class="wait">
            {found.met.map((one) => (
              <li class="is-done">
                {say(view, one)} <Clauses view={view} citing={one} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {found.whoCould.length > 0 && (
        <p class="small quiet">
          {texts.decide.by(
            joined(
              view,
              found.whoCould.map((who) => say(view, who)),
            ),
          )}
        </p>
      )}
    </>
  );
}
