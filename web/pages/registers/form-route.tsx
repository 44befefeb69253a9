/** `/registers/{body}/{register}`, `/registers/common/{register}[/{item}]`: the form, and what is sent of it. */
import { randomUUID } from 'node:crypto';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { startOfDate } from '../../../model/japan-time.ts';
import { asObject, type Json } from '../../../model/json.ts';
import type { Text } from '../../../model/text.ts';
import { dateOf } from '../../../records/import/dates.ts';
import { hasItems } from '../../../records/registers/known.ts';
import { problemOf } from '../../errors.ts';
import { notFound, problemKinds, type FieldError } from '../../problems.ts';
import type { Filling } from '../decide/filling.ts';
import { withPasted } from '../decide/pasting.ts';
import { bodyOf, nameOf as controlOf, rearranged, valuesFrom, valuesOf, type Values } from '../decide/values.ts';
import { errorsOf, refusalsOf } from '../kit/told.ts';
import { say } from '../kit/view.ts';
import { textOf } from '../fields.ts';
import { form, page, type Sent, type SignedVisit, type Site } from '../page.tsx';
import { choicesFor, namesIn, readRegister } from './asked.ts';
import { fromField, RegisterFormPage, type RegisterForm } from './form.tsx';
import { draftOf, fieldsOf, inForceAt, kindOf, nameOf, recordedOf } from './values.ts';

export function registerFormPages(site: Site): void {
  for (const path of ['/registers/:organisation/:register', '/registers/common/:register/:key']) {
    page(site, path, (visit) => shown(site, visit));
    form(site, path, (visit, sent) => taken(site, visit, sent), {
      again: (visit, fields) => shown(site, visit, valuesOf(fields)),
    });
  }
}

interface Made {
  readonly form: RegisterForm;
  readonly recorded: unknown;
  readonly standard: unknown;
}

/** What the page is made from: for whoever keeps the register, where there is more to it than a word. */
async function made(site: Site, visit: SignedVisit, typed?: Values): Promise<Made> {
  const { view, params } = visit;
  const { organisation = 'common', register = '', key: given } = params;
  const { known, history, isKept } = await readRegister(site, visit, organisation, register);
  if (!isKept || kindOf(known) !== 'whole') throw notFound();
  const isItem = hasItems(organisation, register);
  const facts = history.items.filter(({ key }) => !isItem || key === given);
  if (given !== undefined && (!isItem || facts.length === 0)) throw notFound();
  const isNew = isItem && given === undefined;
  // Of an item that is to come, what is to come.
  const now = inForceAt(facts, view.at) ?? (isItem ? facts.findLast(({ value }) => value !== null) : undefined);
  const all = fieldsOf(register, known);
  const key = isItem ? (given ?? newKey(typed)) : '';
  const values = typed ?? valuesFrom(all, draftOf(register, now?.value, history.standard));
  const lists = await choicesFor(site, visit, { organisation, register, key }, history.items);
  // Where there is nothing to choose from, nothing is asked.
  const fields = all.filter(
    ({ name, kind }) => kind.is !== 'listed' || values.one(name) !== '' || (lists[kind.list]?.items.length ?? 0) > 0,
  );
  return {
    recorded: now?.value,
    standard: history.standard,
    form: {
      organisation,
      register,
      key,
      isItem,
      isNew,
      label: isNew || !isItem ? known.label : nameOf(now?.value, key),
      of: history.organisation,
      all,
      fields,
      filling: { view, values, lists, found: new Map(), errors: new Map() },
      facts,
      names: await namesIn(site, visit, register, history.items),
      stands: inForceAt(facts, view.at) !== undefined,
    },
  };
}

const ownKey = /^item-[0-9a-f]{8}$/;

/** Of a new item: made up where its form begins, so that the same form sent twice is one item. */
function newKey(typed: Values | undefined): string {
  const sent = typed?.one('_key') ?? '';
  return ownKey.test(sent) ? sent : `item-${randomUUID().slice(0, 8)}`;
}

async function shown(site: Site, visit: SignedVisit, typed?: Values) {
  const { form: it } = await made(site, visit, typed);
  return { page: <RegisterFormPage view={visit.view} form={it} /> };
}

async function taken(site: Site, visit: SignedVisit, sent: Sent) {
  const { view } = visit;
  const { registers: words, decide } = view.texts;
  const typed = valuesOf(sent.fields);
  const act = textOf(sent.fields, '_do');
  const { form: it, recorded, standard } = await made(site, visit, typed);
  const again = (more: Partial<Filling>): RegisterForm => ({ ...it, filling: { ...it.filling, ...more } });
  const added = withPasted({ own: it.fields, others: [], filling: it.filling }, act === 'save' ? 'check' : act);
  if (added !== undefined) {
    const told = { title: decide.pasted(added.rows), words: [decide.pastedWords], kind: 'info' as const };
    return { page: <RegisterFormPage view={view} form={again(added)} told={told} /> };
  }
  if (act !== 'save' && act !== 'end') {
    const [what, name = ''] = act.split(':');
    const open = what === 'open' ? name : what === 'add' ? `${name}.${typed.rows(name)}` : undefined;
    const more = { values: rearranged(typed, act), ...(open !== undefined && { open }) };
    return { page: <RegisterFormPage view={view} form={again(more)} /> };
  }
  const refused = (errors: readonly FieldError[], status: ContentfulStatusCode, others: readonly Text[] = []) => {
    const told = { title: words.notSaved, words: [...others, ...errors].map((one) => say(view, one)) };
    return { page: <RegisterFormPage view={view} form={again({ errors: byName(errors) })} told={told} />, status };
  };
  const from = fromOf(typed.one(fromField));
  const { body, errors } = bodyOf(it.fields, typed);
  const wrong = [...(act === 'end' ? [] : errors), ...('problem' in from ? [from.problem] : [])];
  if (wrong.length > 0) return refused(wrong, 400);
  const filled: Json = it.isItem ? { id: it.key, ...body } : body;
  const value = act === 'end' ? null : recordedOf(it.register, filled, recorded, standard);
  try {
    const params = { organisation: it.organisation, register: it.register };
    const asked = { value, key: it.key, ...('at' in from && { from: from.at }) };
    const { body: answer } = await site.api.registers.set.act({
      ...visit.inside({ params, query: {}, body: asked }),
      key: sent.key,
    });
    const told = asObject(answer)['status'] === 'pending' ? 'waiting' : 'saved';
    return visit.c.redirect(`/registers/${it.organisation}?${told}=${it.register}`, 303);
  } catch (error) {
    const problem = problemOf(error);
    if (problem === undefined || !['invalid', 'notAllowed', 'refused'].includes(problem.kind)) throw error;
    const found = errorsOf(problem).map(({ path, ...text }) => ({ path: path.replace(/^value\./, ''), ...text }));
    const others = found.length === 0 ? [...refusalsOf(problem), problem.detail] : [];
    return refused(found, problemKinds[problem.kind].status, others);
  }
}

/** From the beginning of a day in Japan; at once where none is named. */
function fromOf(text: string): { readonly at: number } | { readonly problem: FieldError } | { readonly now: true } {
  if (text.trim() === '') return { now: true };
  const read = dateOf(text);
  return 'value' in read ? { at: startOfDate(read.value) } : { problem: { path: fromField, ...read.problem } };
}

/** Errors by the name of their control. */
function byName(errors: readonly FieldError[]): Map<string, readonly Text[]> {
  const names = new Map<string, readonly Text[]>();
  for (const { path, ja, en } of errors) {
    const name = path === 'from' ? fromField : controlOf(path);
    names.set(name, [...(names.get(name) ?? []), { ja, en }]);
  }
  return names;
}
