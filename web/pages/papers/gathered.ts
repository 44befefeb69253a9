/** What a handover is made of: asked of the API in the name of the reader, who sees of it what is theirs to read. */
import { z } from 'zod';
import { ifAllowed } from '../kit/allowed.ts';
import { say } from '../kit/view.ts';
import type { SignedVisit, Site } from '../page.tsx';
import type { Post } from '../admin/appointments.tsx';
import type { Handover, Reasoned } from './handover.tsx';

/** Years that go on at once: mostly two. */
const YEARS = 4;
/** Entries of each looked through for reasons, and reasons shown. */
const ENTRIES = 500;
const REASONS = 30;

export async function gathered({ api }: Site, { inside, view, params }: SignedVisit): Promise<Handover> {
  const { body: handedOver } = await api.handover.ask(inside({ params, query: {} }));
  const { appointment: post, tasks } = handedOver;
  const { organisation } = post;
  const [list, body] = await Promise.all([
    ifAllowed(() =>
      api.procedures.ask(inside({ query: { organisation: [organisation], kind: ['cycle'], limit: ['50'] } })),
    ),
    api.organisation.ask(inside({ params: { organisation }, query: {} })),
  ]);
  const cycles = list?.body.items ?? [];
  const going = cycles.filter(({ ended }) => ended === undefined).slice(-YEARS);
  // The year before says why this one was planned so.
  const before = cycles.filter(({ ended }) => ended !== undefined).slice(-1);
  const years: Handover['years'][number][] = [];
  const reasons: Reasoned[] = [];
  let reads = false;
  for (const { instance, year, seq, ended } of [...before, ...going]) {
    const params = { kind: 'cycle', organisation, year: String(year) };
    const state = await ifAllowed(() => api.procedure.ask(inside({ params, query: {} })));
    if (state === undefined) continue;
    reads = true;
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
  const titles = new Map(years.flatMap(({ children }) => children.map(({ instance, title }) => [instance, title])));
  return {
    ...handedOver,
    body: say(view, { ja: body.body.nameJa, en: body.body.nameEn }),
    // Who reads the year reads what its audits and improvements are called.
    tasks: tasks.map((task) => ({ ...task, title: task.title ?? titles.get(task.instance) })),
    years,
    reads,
    reasons: reasons.sort((a, b) => b.line.at - a.line.at).slice(0, REASONS),
  };
}

const decided = z.object({
  actor: z.object({
    appointments: z.array(z.object({ role: z.string(), organisation: z.string(), department: z.string().optional() })),
  }),
});

/** Whether an entry was decided by the post, whoever held it. */
function isOfPost(event: unknown, { role, organisation, department }: Post): boolean {
  const read = decided.safeParse(event);
  return (
    read.success &&
    read.data.actor.appointments.some(
      (held) => held.role === role && held.organisation === organisation && held.department === department,
    )
  );
}
