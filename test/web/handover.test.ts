/** What a post hands over: what is expected of it, whoever holds it, and for whom that is (pages.md 11). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { administratorOfDemonstration } from '../../demonstration/index.ts';
import type { Appointment } from '../../machines/core/index.ts';
import { addDays, dateInJapan } from '../../model/japan-time.ts';
import { start } from '../people/support.ts';
import { cast, startStack, type Reply, type Stack } from '../support/stack.ts';

const { ministry } = cast;
const body = ministry.organisation;
let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  await stack.openYear(2026, [body]);
});
afterAll(() => stack?.close());

const handover = async (person: string, id: string): Promise<Reply> =>
  (await stack.as(person)).get(`/appointments/${id}/handover`);
const asked = ({ body: { tasks } }: Reply): string[] =>
  tasks.map(({ instance, decision }: Record<string, string>) => `${instance} ${decision}`);
const heldBy = async (person: string): Promise<Appointment> => {
  const posts = await stack.records.registry.appointments(body, Date.now());
  const post = posts.find((one) => one.person === person);
  if (post === undefined) throw new Error(`${person} holds nothing`);
  return post;
};

describe('what is expected of a post', () => {
  it('is what is expected of its holder', async () => {
    for (const person of [ministry.ciso, ministry.deputyCiso, ministry.promotionLead]) {
      const post = await heldBy(person);
      const own = (await stack.records.readModel.tasks(person, Date.now())).filter(
        ({ instance, task }) => instance.endsWith(`/${body}`) && task.entry === undefined,
      );
      expect(own.length).toBeGreaterThan(0);
      expect([person, asked(await handover(ministry.ciso, post.id)).toSorted()]).toEqual([
        person,
        own.map(({ instance, task }) => `${instance} ${task.decision}`).toSorted(),
      ]);
    }
  });

  it('stays while nobody holds it, is for whoever comes after, and ends for who went', async () => {
    const post = await heldBy(ministry.promotionLead);
    const before = asked(await handover(ministry.ciso, post.id));
    const at = Date.now();
    const today = dateInJapan(at);
    const change = (appointment: Appointment): Promise<unknown> =>
      stack.records.registry.change({ appointments: [appointment] }, administratorOfDemonstration, at);
    await change({ ...post, to: addDays(today, -1) });
    expect((await handover(ministry.promotionLead, post.id)).status).not.toBe(200);
    expect(asked(await handover(ministry.ciso, post.id))).toEqual(before);

    expect((await handover(ministry.staffOfPlanning, post.id)).status).toBe(404);
    await change({ ...post, id: 'a-successor', person: ministry.staffOfPlanning, from: today });
    const predecessor = await handover(ministry.staffOfPlanning, post.id);
    expect([predecessor.status, predecessor.body.appointment.person, predecessor.body.after.id]).toEqual([
      200,
      ministry.promotionLead,
      'a-successor',
    ]);
    expect(asked(predecessor)).toEqual(before);
    const own = await handover(ministry.staffOfPlanning, 'a-successor');
    expect([own.body.before.id, asked(own)]).toEqual([post.id, before]);
  });

  it('is called by the words of its procedures to the post and to who reads all, to others by those of definitions', async () => {
    const { id } = await heldBy(ministry.headOfOfficers);
    const title = { ja: '権限の見直し', en: 'review of rights' };
    await start(stack, `improvement/2026/${body}/1`, {
      cycle: `cycle/2026/${body}`,
      title,
      covers: [{ ref: 'own-1', source: 'own', clause: '3-16' }],
      source: 'own',
      openedBy: ministry.ciso,
      needsAudit: false,
      minimumObservationDays: 0,
      maximumExtensions: 2,
      longestTermDays: 1095,
      longestExceptionDays: 730,
      profile: 'ministry',
      supervisors: [],
    });
    for (const [person, shown] of [
      [ministry.headOfOfficers, title],
      [ministry.ciso, title],
      [administratorOfDemonstration, undefined],
    ] as const) {
      const { tasks } = (await handover(person, id)).body;
      const own = tasks.filter(({ procedure }: { procedure: string }) => procedure === 'improvement');
      expect([person, own.map((task: { title?: object }) => task.title)]).toEqual([person, [shown]]);
    }
  });
});
