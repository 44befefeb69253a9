/** What a handover is made of: asked of the API in the name of the reader, who holds the post. */
import { z } from 'zod';
import { ifAllowed } from '../kit/allowed.ts';
import { say } from '../kit/view.ts';
import type { SignedVisit, Site } from '../page.tsx';
import type { Handover, Post, Reasoned } from './handover.tsx';

/** Years that go on at once: mostly two. */
const YEARS = 4;
/** Entries of each looked through for reasons, and reasons shown. */
const ENTRIES = 500;
const REASONS = 30;

export async function gathered(
  { api }: Site,
  { inside, view }: SignedVisit,
  post: Post,
  body: string,
): Promise<Handover> {
  const { organisation, department } = post;
  const [tasks, list, departments] = await Promise.all([
    api.tasks.ask(inside({ query: { limit: ['500'] } })),
    api.procedures.ask(inside({ query: { organisation: [organisation], kind: ['cycle'], limit: ['50'] } })),
    ifAllowed(() => api.departments.ask(inside({ query: { organisation: [organisation], limit: ['500'] } }))),
  ]);
  const going = list.body.items.filter(({ ended }) => ended === undefined).slice(-YEARS);
  // The year before says why this one was planned so.
  const before = list.body.items.filter(({ ended }) => ended !== undefined).slice(-1);
  const years: Handover['years'][number][] = [];
  const reasons: Reasoned[] = [];
  for (const { instance, year, seq, ended } of [...before, ...going]) {
    const params = { kind: 'cycle', organisation, year: String(year) };
    const state = await ifAllowed(() => api.procedure.ask(inside({ params, query: {} })));
    if (state === undefined) continue;
    if (ended === undefined) years.push(state.body);
    const query = { cursor: [String(Math.max(0, seq - ENTRIES))], limit: [String(ENTRIES)] };
    const { body: journal } = await api.journal.ask(inside({ params, query }));
    for (const line of journal.items) {
      // What the reader does not read is not in the line.
      if (line.reason !== undefined && isOfPost(line.event, post)) {
        reasons.push({ line, reason: line.reason.said, instance });
      }
    }
  }
  const known = departments?.body.items.find(({ id }) => id === department);
  return {
    post,
    body,
    department: known === undefined ? department : say(view, { ja: known.nameJa, en: known.nameEn }),
    tasks: tasks.body.items.filter((task) => task.organisation.id === organisation && task.entry === undefined),
    years,
    reasons: reasons.sort((a, b) => b.line.at - a.line.at).slice(0, REASONS),
  };
}

const decided = z.object({
  actor: z.object({ appointments: z.array(z.object({ role: z.string(), organisation: z.string() })) }),
});

/** Whether an entry was decided by the post, whoever held it. */
function isOfPost(event: unknown, { role, organisation }: Post): boolean {
  const read = decided.safeParse(event);
  return (
    read.success &&
    read.data.actor.appointments.some((held) => held.role === role && held.organisation === organisation)
  );
}
