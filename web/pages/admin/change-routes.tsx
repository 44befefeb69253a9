/** Changes: shown before they are requested, requested, listed, approved and rejected. */
import type { Child } from 'hono/jsx';
import { z } from 'zod';
import type { Json } from '../../../model/json.ts';
import { askedSchema, previewSchema } from '../../api/registry-schemas.ts';
import { notFound, problemKinds } from '../../problems.ts';
import { forgetKept } from '../kept.ts';
import { form, formAgain, page, type Sent, type Shown, type SignedVisit, type Site } from '../page.tsx';
import { bodiesFor, firsts, given, orNothing } from './asked.ts';
import { namesIn, readRegister } from '../registers/asked.ts';
import { fieldsOf } from '../registers/values.ts';
import { ChangePage, type AskedFact, type ChangeShown } from './change.tsx';
import { ChangesPage } from './changes.tsx';
import { ChangeCheckPage, type Sending } from './check.tsx';
import { blank, mendable, valuesIn, wrongWith, type Change, type Filled, type Values } from './filled.ts';
import { toldBy } from './frame.tsx';
import { adminForm, adminPage } from './guard.ts';
import { say } from '../kit/view.ts';

/** What a form of a change comes to. */
export interface Formed {
  readonly change: Change;
  /** What could not be read. */
  readonly errors: Filled['errors'];
  /** Where one is led when it is done. */
  readonly to: string;
}

/** A form of a change, as it is for somebody. */
interface ChangeForm {
  readonly form: (values: Values) => Formed;
  /** The page on which it stands. */
  readonly again: (filled: Filled) => Promise<Child>;
}

/**
 * Adds what takes a form of a change: shows what it would do, or the form again with what is wrong. Nothing is recorded by
 * it: the page that it shows holds the change itself.
 */
export function changeForm(
  site: Site,
  path: string,
  of: (visit: SignedVisit) => ChangeForm | Promise<ChangeForm>,
  on = path,
): void {
  adminForm(site, path, async (visit, sent) => checked(site, visit, sent, await of(visit)), {
    on,
    again: async (visit, fields, problem) => {
      const { again } = await of(visit);
      const values = valuesIn(fields);
      if (problem === undefined) return { page: await again({ ...blank, values }) };
      return { page: await again(wrongWith(values, problem)), status: problemKinds[problem.kind].status };
    },
  });
}

async function checked(site: Site, visit: SignedVisit, { fields }: Sent, { form, again }: ChangeForm) {
  const values = valuesIn(fields);
  // Searched, or come back from the check.
  if (values['_do'] !== 'check') return { page: await again({ ...blank, values }) };
  const { change, errors, to } = form(values);
  if (errors.size > 0) return { page: await again({ values, errors, refusals: [] }), status: 400 as const };
  try {
    const back = { action: visit.c.req.path, fields: values };
    return {
      page: await checkPage(site, visit, { change: JSON.stringify(change), _to: to, _back: JSON.stringify(back) }),
    };
  } catch (error) {
    const problem = mendable(error);
    return { page: await again(wrongWith(values, problem)), status: problemKinds[problem.kind].status };
  }
}

/** What would be done, with the form that does it and the one that leads back to what was typed. */
async function checkPage({ api }: Site, visit: SignedVisit, fields: Values): Promise<Child> {
  const body = changeIn(fields['change'] ?? '');
  const { body: found } = await api.changes.ask.ask(visit.inside({ query: { check: ['1'] }, body }));
  const confirm = { action: '/admin/changes', fields };
  const back = backIn(fields['_back'] ?? '');
  return <ChangeCheckPage view={visit.view} preview={previewSchema.parse(found)} confirm={confirm} back={back} />;
}

const backSchema = z.object({ action: z.string(), fields: z.record(z.string(), z.string()) });

/** What led to the check; to the administration's first page where it cannot be told. */
function backIn(text: string): Sending {
  const back = backSchema.safeParse(changeIn(text === '' ? 'null' : text)).data;
  return back !== undefined && own.test(back.action) ? back : { action: '/admin', fields: {} };
}

/** An address of the administration. */
const own = /^\/admin(\/[a-z0-9-]+)*$/;

export function changeRoutes(site: Site): void {
  const { api } = site;

  adminForm(
    site,
    '/admin/changes',
    async (visit, { fields, key }) => {
      const values = valuesIn(fields);
      const body = changeIn(values['change'] ?? '');
      const back = backIn(values['_back'] ?? '');
      let reply;
      try {
        reply = await api.changes.ask.ask({ ...visit.inside({ query: {}, body }), key });
      } catch (error) {
        // Something changed since it was checked, or too much was sent: the form says it, with what was entered.
        const problem = mendable(error, ['tooMany']);
        for (const [name, value] of Object.entries(problem.headers)) visit.c.header(name, value);
        const sent = { path: back.action, fields: Object.entries(back.fields) };
        const again = await formAgain(site, visit, sent, problem);
        if (again === undefined) throw error;
        return again;
      }
      const to = values['_to'] ?? '';
      await forgetKept(visit.c, visit.parts, visit.me.person, back.action);
      return afterwards(visit, reply.body, own.test(to) ? to : '/admin');
    },
    { again: async (visit, fields) => ({ page: await checkPage(site, visit, valuesIn(fields)) }) },
  );

  adminPage(site, '/admin/changes', async (visit) => {
    const asked = given(visit.query, ['status', 'cursor']);
    const [{ body: changes }, bodies] = await Promise.all([
      api.changes.list.ask(visit.inside({ query: { ...asked, limit: ['50'] } })),
      bodiesFor(site, visit),
    ]);
    return { page: <ChangesPage view={visit.view} changes={changes} asked={firsts(asked)} body={bodies.named} /> };
  });

  // Also for whoever may object to one and administers nothing: the API says who reads it.
  page(site, '/admin/changes/:change', async (visit) => ({ page: await shown(site, visit, blank) }));

  for (const act of ['approve', 'reject', 'withdraw', 'object'] as const) {
    const take = async (visit: SignedVisit, { fields, key }: Sent): Promise<Shown> => {
      const values = valuesIn(fields);
      const { change = '' } = visit.params;
      const reason = values['reason']?.trim() ?? '';
      try {
        const inside = visit.inside({ params: { change }, query: {}, body: reason === '' ? {} : { reason } });
        await api.changes[act].act({ ...inside, key });
      } catch (error) {
        const problem = mendable(error);
        const page = await shown(site, visit, wrongWith(values, problem));
        return { page, status: problemKinds[problem.kind].status };
      }
      const told = { approve: 'approved', reject: 'rejected', withdraw: 'changeWithdrawn', object: 'objected' }[act];
      return visit.c.redirect(`/admin/changes/${change}?told=${told}`, 303);
    };
    const add = act === 'object' ? form : adminForm;
    add(site, `/admin/changes/:change/${act}`, take, {
      on: '/admin/changes/:change',
      // The others are buttons.
      ...((act === 'reject' || act === 'object') && {
        again: async (visit, fields) => ({ page: await shown(site, visit, { ...blank, values: valuesIn(fields) }) }),
      }),
    });
  }
}

/** To the change where it waits; else to where it is seen, with what became of it. */
export function afterwards({ c }: SignedVisit, answered: unknown, to: string): Response {
  const { status, id, seq } = askedSchema.parse(answered);
  if (status === 'pending' && id !== undefined) return c.redirect(`/admin/changes/${id}?told=pending`, 303);
  return c.redirect(`${to}?told=${seq === undefined ? 'unchanged' : 'done'}`, 303);
}

/** A change from the page on which it was checked; the API judges it again. */
function changeIn(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    throw notFound();
  }
}

async function shown(site: Site, visit: SignedVisit, filled: Filled): Promise<Child> {
  const { api } = site;
  const { params, view, me, query } = visit;
  const inside = visit.inside({ params, query: {} });
  const { body: change } = await api.changes.one.ask(inside);
  const preview = change.status === 'pending' ? await orNothing(api.changes.preview.ask(inside)) : undefined;
  const { named } = await bodiesFor(site, visit);
  const fact = await factOf(site, visit, change);
  const ended = change.objectionUntil === undefined ? [] : change.rows.filter(({ kind }) => kind === 'appointment');
  const posts = await Promise.all(
    ended.map(({ id }) => orNothing(api.appointment.ask(visit.inside({ params: { appointment: id }, query: {} })))),
  );
  return (
    <ChangePage
      view={view}
      change={change}
      preview={preview?.body}
      about={fact === undefined ? await aboutOf(site, visit, change) : say(view, fact.label)}
      fact={fact}
      own={change.by === me.person}
      ends={posts.flatMap((post) => (post === undefined ? [] : [post.body]))}
      body={named}
      filled={filled}
      told={toldBy(view, query)}
    />
  );
}

const factSchema = z.object({
  fact: z.object({ register: z.string(), key: z.string(), value: z.json(), from: z.number() }),
});

/** What is to be recorded in a common register, in the words of its fields. */
async function factOf(site: Site, visit: SignedVisit, { given: asked }: ChangeShown): Promise<AskedFact | undefined> {
  const waiting = factSchema.safeParse(asked).data?.fact;
  if (waiting === undefined) return undefined;
  const { register, value, from } = waiting;
  const { known, history } = await readRegister(site, visit, 'common', register);
  const names = await namesIn(site, visit, register, history.items);
  return { label: known.label, fields: fieldsOf(register, known), value, from, names };
}

const waitingSchema = z.union([
  z.object({ claim: z.object({ person: z.string(), purpose: z.string() }) }),
  z.object({ identity: z.object({ person: z.string() }) }),
]);

/** Whom a link or an account is for, while it waits. */
async function aboutOf({ api }: Site, visit: SignedVisit, { given: asked }: ChangeShown): Promise<string | undefined> {
  const waiting = waitingSchema.safeParse(asked).data;
  if (waiting === undefined) return undefined;
  const { person } = 'claim' in waiting ? waiting.claim : waiting.identity;
  const known = await orNothing(api.person.ask(visit.inside({ params: { person }, query: {} })));
  const name = known === undefined ? person : say(visit.view, { ja: known.body.nameJa, en: known.body.nameEn });
  const words = visit.view.texts.admin.change;
  return 'claim' in waiting ? words.linkFor(name, waiting.claim.purpose) : words.identityFor(name);
}
