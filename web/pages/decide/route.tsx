/** `…/decide/{decision}`: the form of a decision, its check, the decision itself, and what became of it. */
import { asObject } from '../../../model/json.ts';
import type { Text } from '../../../model/text.ts';
import { notFound, Problem, type FieldError } from '../../problems.ts';
import { decisionLabel } from '../../texts.ts';
import { addresses, placeOf } from '../procedure/address.ts';
import type { Line } from '../procedure/procedure.tsx';
import { textOf } from '../fields.ts';
import { form, page, type Sent, type SignedVisit, type Site } from '../page.tsx';
import { pageOf } from '../kit/parts.tsx';
import { errorsOf, refusalsOf } from '../kit/told.ts';
import { say } from '../kit/view.ts';
import type { Kept } from '../kept.ts';
import type { Checked, Deciding, Draft } from './asked.ts';
import { CheckPage } from './check.tsx';
import { filledIn, foundFor } from './completing.ts';
import { DonePage } from './done.tsx';
import { controlsIn, formOf } from './fields.ts';
import { storeFiles } from './files.ts';
import { FormPage } from './form.tsx';
import { headingOf } from './heading.ts';
import { entriesSince } from './meanwhile.tsx';
import { below, chosenIn } from './pair.ts';
import { withPasted } from './pasting.ts';
import { bodyOf, nameOf, rearranged, valuesFrom, valuesOf, type Values } from './values.ts';

/** A form with more controls than this is checked before it is done. */
const CHECKED_FROM = 3;

export function decidePages(site: Site): void {
  for (const address of addresses()) {
    page(site, `${address}/decide/:decision`, (visit) => shown(site, visit));
    form(site, `${address}/decide/:decision`, (visit, sent) => taken(site, visit, sent), {
      again: (visit, fields) => shown(site, visit, fields),
    });
    page(site, `${address}/entries/:seq{[1-9]\\d*}`, (visit) => done(site, visit));
  }
}

/** The parameters of the address of a procedure, without what stands behind it. */
function addressed({ params: { decision: _, seq: __, ...address } }: SignedVisit): Record<string, string> {
  return address;
}

/** What a decision's page is made from, with what stands in its form. */
async function deciding(
  { api }: Site,
  visit: SignedVisit,
  valuesIn: (draft: Draft, form: ReturnType<typeof formOf>) => Values,
): Promise<{ readonly deciding: Deciding; readonly draft: Draft }> {
  const { inside, view, params } = visit;
  const address = addressed(visit);
  const { body: draft } = await api.draft.ask(inside({ params: { ...address, decision: params['decision'] ?? '' } }));
  const fields = formOf(draft.schema);
  const others = await othersOf(api, visit, draft);
  const typed = valuesIn(draft, fields);
  const given = others.flatMap(({ decision, own, draft: its }) => {
    const at = below(decision.id);
    return typed.names(at).length > 0 ? [] : valuesFrom(own, its, at).entries();
  });
  const values = filledIn(fields.own, typed.with(given), draft.choices);
  const found = await foundFor(values, async (sought) => {
    const query = { organisation: [address['organisation'] ?? ''], search: [sought], limit: ['20'] };
    const { body } = await api.people.ask(inside({ query }));
    return body.items.map((one) => ({ id: one.id, ja: one.nameJa, en: one.nameEn }));
  });
  const { decision: id, ja, en, irreversible } = draft;
  return {
    draft,
    deciding: {
      place: placeOf(visit.params),
      decision: { id, ja, en, irreversible },
      about: draft,
      procedure: headingOf(draft, Number(params['year'])),
      ...fields,
      others,
      filling: { view, values, lists: draft.choices, found, errors: new Map() },
      seen: draft.lastChange,
      checked: irreversible || others.length > 0 || controlsIn(fields.own) > CHECKED_FROM,
    },
  };
}

/** What the reader may decide here in place of it. */
async function othersOf(api: Site['api'], visit: SignedVisit, { instead }: Draft) {
  const asked = instead.filter(({ status }) => status === 'open');
  return Promise.all(
    asked.map(async ({ decision: id, ja, en }) => {
      const { body } = await api.draft.ask(visit.inside({ params: { ...addressed(visit), decision: id } }));
      return { decision: { id, ja, en }, own: formOf(body.schema).own, lists: body.choices, draft: body.draft };
    }),
  );
}

/** The form, with what was sent when the session had ended. */
async function shown(site: Site, visit: SignedVisit, kept?: Kept['fields']) {
  const { view, query } = visit;
  const made = await deciding(site, visit, (draft, { own }) => {
    if (kept !== undefined) return valuesOf(kept);
    const values = valuesFrom(own, draft.draft);
    const entry = query['entry']?.[0];
    return entry === undefined ? values : values.with([['seq', [entry]]]);
  });
  const seen = Number(kept?.find(([name]) => name === '_seen')?.[1] ?? made.deciding.seen);
  const isStale = view.kept !== undefined && seen !== made.deciding.seen;
  const told = isStale ? { ...view, kept: { ...view.kept, words: view.texts.decide.stale } } : view;
  return { page: <FormPage view={told} {...made} /> };
}

/** Takes the decision of the address or, where another was chosen on its page, that one. */
async function taken(site: Site, visit: SignedVisit, sent: Sent) {
  const { decision = '' } = visit.params;
  const chosen = isFinal(textOf(sent.fields, '_do')) ? chosenIn(decision, sent.fields) : undefined;
  if (chosen === undefined) return sentTo(site, visit, sent);
  const params = { ...visit.params, decision: chosen.decision };
  return sentTo(site, { ...visit, params }, { ...sent, fields: chosen.fields });
}

async function sentTo(site: Site, visit: SignedVisit, sent: Sent) {
  const { view } = visit;
  const { texts } = view;
  const act = textOf(sent.fields, '_do');
  const stored = await storeFiles(site, visit, sent);
  const sentValues = stored.values;
  const made = await deciding(site, visit, () => sentValues);
  const seen = Number(textOf(sent.fields, '_seen')) || made.deciding.seen;
  const again = (more: Partial<Deciding['filling']>, deciding: Deciding = made.deciding): Deciding => ({
    ...deciding,
    filling: { ...deciding.filling, ...more },
  });
  const added = withPasted(made.deciding, act);
  if (added !== undefined) {
    const told = { title: texts.decide.pasted(added.rows), words: texts.decide.pastedWords, kind: 'info' as const };
    return { page: <FormPage view={view} draft={made.draft} deciding={again(added)} told={told} /> };
  }
  if (!isFinal(act)) {
    const values = rearranged(sentValues, act);
    const [what, name] = act.split(':');
    const open =
      what === 'open' ? name : what === 'add' && name !== undefined ? `${name}.${values.rows(name) - 1}` : undefined;
    return {
      page: (
        <FormPage view={view} draft={made.draft} deciding={again({ values, ...(open !== undefined && { open }) })} />
      ),
    };
  }
  const { own, envelope, filling } = made.deciding;
  const { body, errors } = bodyOf([...own, ...envelope], filling.values);
  const wrong = [...stored.errors, ...errors];
  if (wrong.length > 0) return invalidAgain(visit, made, again({ errors: byName(wrong) }), 400);
  const inside = visit.inside({
    params: addressed(visit),
    body: { type: made.deciding.decision.id, ...body },
    ifMatch: `"${seen}"`,
  });
  try {
    if (act === 'check') {
      const { body: answer } = await site.api.decide.ask({ ...inside, query: { check: ['1'] } });
      if (!('wouldBeTaken' in answer)) throw new Error('a check that is none');
      return checkedPage(visit, made, answer, seen);
    }
    const { body: answer } = await site.api.decide.ask({ ...inside, key: sent.key });
    if (!('seq' in answer)) throw new Error('a decision that is none');
    // Entered before this was sent: by the back button, or the same button twice.
    const again = answer.seq <= made.draft.seq ? '?again=1' : '';
    // Where a procedure was opened it stands at another address than its form: its own.
    return visit.c.redirect(`${pageOf(answer.instance)}/entries/${answer.seq}${again}`, 303);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const since = error.kind === 'stale' ? await entriesSince(site, visit, addressed(visit), seen) : [];
    return refusedAgain(visit, made, again, error, since);
  }
}

/** Whether a button sends the form; the others change what stands in it. */
function isFinal(act: string): boolean {
  return act === 'check' || act === 'confirm';
}

type Made = Awaited<ReturnType<typeof deciding>>;

function checkedPage({ view }: SignedVisit, { deciding: of, draft }: Made, checked: Checked, seen: number) {
  if (checked.wouldBeTaken) {
    return { page: <CheckPage view={view} deciding={{ ...of, seen }} draft={draft} checked={checked} /> };
  }
  const errors = byName(checked.refusals.flatMap(({ paths = [], ja, en }) => paths.map((path) => ({ path, ja, en }))));
  const deciding = { ...of, filling: { ...of.filling, errors } };
  return {
    page: <FormPage view={view} deciding={deciding} draft={draft} refusals={checked.refusals} />,
    status: 409 as const,
  };
}

/** The form again, with everything that was typed and why it was not done. */
function refusedAgain(
  visit: SignedVisit,
  { draft }: Made,
  again: (more: Partial<Deciding['filling']>) => Deciding,
  problem: Problem,
  since: readonly Line[],
) {
  const { view } = visit;
  const { texts } = view;
  switch (problem.kind) {
    case 'invalid': {
      const errors = errorsOf(problem);
      const deciding = again({ errors: byName(errors) });
      const told = {
        title: texts.decide.nothingEntered(say(view, deciding.decision)),
        words: say(view, problem.detail),
      };
      return { page: <FormPage view={view} deciding={deciding} draft={draft} told={told} />, status: 400 as const };
    }
    case 'refused':
    case 'refusedWho': {
      const refusals = refusalsOf(problem);
      const errors = byName(refusals.flatMap(({ paths = [], ja, en }) => paths.map((path) => ({ path, ja, en }))));
      const page = <FormPage view={view} deciding={again({ errors })} draft={draft} refusals={refusals} />;
      return { page, status: problem.kind === 'refused' ? (409 as const) : (403 as const) };
    }
    case 'stale': {
      const told = { title: say(view, problem.detail), words: texts.decide.stale, since };
      return { page: <FormPage view={view} deciding={again({})} draft={draft} told={told} />, status: 412 as const };
    }
    case 'damaged': {
      const told = { title: say(view, problem.detail), words: texts.decide.keptBelow };
      return { page: <FormPage view={view} deciding={again({})} draft={draft} told={told} />, status: 409 as const };
    }
    case 'keyReused': {
      const told = { title: texts.decide.formEnded, words: texts.decide.keptBelow };
      return { page: <FormPage view={view} deciding={again({})} draft={draft} told={told} />, status: 409 as const };
    }
    default:
      throw problem;
  }
}

function invalidAgain({ view }: SignedVisit, { draft }: Made, deciding: Deciding, status: 400) {
  const { texts } = view;
  const told = { title: texts.decide.nothingEntered(say(view, deciding.decision)), words: texts.decide.keptBelow };
  return { page: <FormPage view={view} deciding={deciding} draft={draft} told={told} />, status };
}

/** Errors by the name of their control. */
function byName(errors: readonly FieldError[]): Map<string, readonly Text[]> {
  const names = new Map<string, readonly Text[]>();
  for (const { path, ja, en } of errors) {
    const name = nameOf(path);
    names.set(name, [...(names.get(name) ?? []), { ja, en }]);
  }
  return names;
}

async function done({ api }: Site, visit: SignedVisit) {
  const { inside, view, params } = visit;
  const address = addressed(visit);
  const seq = Number(params['seq']);
  const [journal, stood, tasks] = await Promise.all([
    api.journal.ask(inside({ params: address, query: { cursor: [String(seq - 1)], limit: ['1'] } })),
    api.procedure.ask(inside({ params: address })),
    api.tasks.ask(inside({ query: { limit: ['200'] } })),
  ]);
  const [line] = journal.body.items;
  if (line === undefined || line.seq !== seq) throw notFound();
  const state = stood.body;
  const { type } = asObject(line.event);
  const label = typeof type === 'string' ? decisionLabel(state.procedure.id, type) : state.procedure;
  const next = tasks.body.items.filter(({ instance, ready }) => ready && instance === state.instance);
  return {
    page: (
      <DonePage
        view={view}
        place={placeOf(visit.params)}
        procedure={headingOf(state, Number(params['year']))}
        label={label}
        entry={line}
        phase={state.phase}
        next={next}
        again={visit.query['again'] !== undefined}
      />
    ),
  };
}
