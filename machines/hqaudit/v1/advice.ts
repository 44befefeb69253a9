/** Advice 助言: how it comes to the body's cycle, which alone decides what becomes of it (3-20, 4-14). */
import type { Cause } from '../../core/index.ts';
import type { OrganisationId } from '../../../model/identifiers.ts';
import { adviceTell, organisationThing, withAll, type Change, type StepContext } from '../../kit/v1/index.ts';
import type { JudgedBy } from './events.ts';
import { ruleTable } from './kit.ts';
import type { Context, Item } from './types.ts';

/** The items with more of them. */
export function advised(
  { items, instance, at }: Pick<Context, 'items' | 'instance' | 'at'>,
  more: readonly Pick<Item, 'title' | 'text' | 'finding'>[],
): readonly Item[] {
  const fresh = more.map(({ title, text, finding }, place): Item => {
    const number = items.length + place + 1;
    const about = finding === undefined ? {} : { finding };
    return { number, ref: `${instance}#${number}`, title, text, ...about, told: at, followUps: [] };
  });
  return [...items, ...fresh];
}

/** The body's cycle is told of the items of a step. */
export function advises({ before, after }: Pick<StepContext<Context, unknown>, 'before' | 'after'>): readonly Cause[] {
  const { at, addressee, profile, items } = after;
  const clause = profile === 'ministry' ? '3-20' : '4-14';
  const fresh = items.slice(before.items.length);
  return fresh.map(({ ref }) => adviceTell(at, addressee, { ref, clause, by: 'headquarters' }));
}

/** From now on the successor answers, where one is named. */
export function receives(context: Context, successor: OrganisationId | undefined): Change<Context> {
  if (successor === undefined || successor === context.addressee) return {};
  return { addressee: successor, marks: withAll(context.marks, 'successor') };
}

type Advising = JudgedBy<'adviceHasReceiver'>;

function needsReceiver(event: Advising): boolean {
  return event.type === 'urgentFinding' || event.input.advice.length > 0;
}

function receiver(context: Context, { input }: Advising): OrganisationId {
  return input.successor ?? context.addressee;
}

/** A successor is named where the body is gone, and nowhere else. */
function hasReceiver(context: Context, event: Advising): boolean {
  const there = event.facts.bodies.map(({ id }) => id);
  if (event.input.successor === undefined) return !needsReceiver(event) || there.includes(context.addressee);
  return !there.includes(context.addressee) && there.includes(event.input.successor);
}

export const rules = ruleTable({
  adviceHasReceiver: {
    clause: '5-3',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input', 'facts'],
    ja: '助言を受ける機関が現に存しないか、対象機関が存するのに承継した機関が示されています。対象機関がなくなった場合に限り、現に存する承継機関を示してください。',
    en: 'The body that would receive the advice does not exist now, or a successor is named although the body audited exists. Name a successor that exists where – and only where – the body audited is gone.',
    met: { ja: '助言を受ける機関が存する', en: 'the body that receives the advice exists' },
    test: ({ context, event }) => hasReceiver(context, event),
    about: ({ context, event }) => [organisationThing(receiver(context, event))],
    paths: () => ['successor'],
  },
});
