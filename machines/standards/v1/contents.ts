/**
 * Who reads a revision: the centre's staff and head all of it; headquarters what is put to it, and ministries – once they
 * were consulted – the draft put to them and their own opinions. Before that nobody else knows of it.
 */
import { z } from 'zod';
import type { Contents, Json, Party } from '../../core/index.ts';
import type { Role } from '../../../model/roles.ts';
import { slotsOf } from '../../kit/v1/index.ts';
import { speakers } from './consultation.ts';
import type { Context } from './types.ts';

const centre: readonly Role[] = ['centreStaff', 'centreHead'];
/** Those who decide for a ministry, and the head, who decides in their place. */
const ofMinistry: readonly Role[] = [...speakers, 'deputyCiso', 'headOfOrganisation'];
const ofHeadquarters: readonly Role[] = ['headquarters', 'headOfOrganisation'];

const isHeadquarters = ({ headquarters, putForward }: Context, organisation: string): boolean =>
  putForward && headquarters.includes(organisation);

const opinion = z.object({ ministry: z.string() });
const entry = z.object({ input: opinion });

export const contents: Contents<Context> = {
  documents: ['document', 'documents', 'comparison', 'draft', 'letter'],
  parties: ({ headquarters, putForward, consulted }) => [
    ...(putForward ? headquarters : []).map((organisation): Party => ({ organisation, roles: ofHeadquarters })),
    ...consulted.map((organisation): Party => ({ organisation, roles: ofMinistry })),
  ],
  parts: [
    {
      entries: ['submitDraft', 'recordCouncil', 'correctDraft', 'decide', 'decideAmended', 'returnDraft', 'promulgate'],
      slots: slotsOf<Context>('norms'),
      roles: centre,
      party: ({ context, organisation }) => isHeadquarters(context, organisation),
    },
    {
      entries: ['submitGuidebook', 'consult', 'decideGuidebook'],
      slots: slotsOf<Context>('guidebook'),
      roles: centre,
      party: ({ context, organisation }) => context.consulted.includes(organisation),
    },
    {
      // To a ministry what it said, and the answer to that.
      entries: ['giveOpinion', 'answerOpinions'],
      items: ['opinions'] satisfies readonly (keyof Context)[],
      roles: centre,
      party: ({ organisation, event }) => entry.safeParse(event).data?.input.ministry === organisation,
      readsItem: ({ actor, item }) => isTheirs(actor.appointments, item),
      narrowed: ({ context, actor, event }) => answersTo(context, actor.appointments, event),
      there: ({ opinions }) => opinions.length > 0,
    },
  ],
  rest: { roles: centre, party: () => true },
};

type Held = readonly { readonly organisation: string; readonly role: string }[];

function isTheirs(held: Held, item: Json): boolean {
  const ministry = opinion.safeParse(item).data?.ministry;
  return held.some(({ organisation, role }) => organisation === ministry && ofMinistry.some((one) => one === role));
}

const answered = z.object({
  type: z.literal('answerOpinions'),
  input: z.object({ answers: z.array(z.looseObject({ opinion: z.number() })) }),
});

/** The answers to the reader's own ministry. */
function answersTo({ opinions }: Context, held: Held, event: Json): Json | undefined {
  const own = opinions.filter(({ ministry }) => isTheirs(held, { ministry })).map(({ number }) => number);
  const answers = (answered.safeParse(event).data?.input.answers ?? []).filter((one) => own.includes(one.opinion));
  return answers.length === 0 ? undefined : JSON.parse(JSON.stringify({ answers }));
}
