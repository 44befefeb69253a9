/** An audit ends when nothing more is to come of any item, and the result was reported where it must be (3-20, 4-14, 5-4). */
import { z } from 'zod';
import { competentMinistries, toRoles, type Decisions } from '../../kit/v1/index.ts';
import { competenceAsked } from './asks.ts';
import { handlers, ruleTable } from './kit.ts';
import { subjectPosts } from './subject.ts';
import { itemThing } from './things.ts';
import { ofKind, undisposed } from './types.ts';

export const decisions = {
  endAudit: {
    input: z.strictObject({}),
    facts: z.object({ competent: competentMinistries }),
    asks: competenceAsked,
    by: ['hqAuditLeader'],
    clause: '5-3',
    room: 'always',
    rules: ['everyItemDisposed', 'nothingPutOff', 'nowCarriedOut', 'reportedToEverySupervisor'],
    label: { ja: '本部監査を終える', en: 'end the audit' },
    why: {
      ja: '全ての助言への対応が終わったため、監査を終えることができます。',
      en: 'Nothing more is to come of any advice: the audit can end.',
    },
    irreversible: true,
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  everyItemDisposed: {
    clause: '3-20',
    basis: 'text',
    concerns: 'state',
    reads: ['state'],
    ja: '対象機関が優先順位と対応を決めていない助言があります。その決定を待ってください。',
    en: 'The body has not decided priority and disposition of some advice. Wait for that.',
    met: { ja: '全ての助言の優先順位と対応が決まっている', en: 'all advice has priority and disposition' },
    test: ({ context }) => undisposed(context).length === 0,
    about: ({ context }) => undisposed(context).map(itemThing),
  },
  nothingPutOff: {
    clause: '3-20',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '「後に対応する」とされた助言があります。対応するか、しないかが決まるまで監査は終わりません。',
    en: 'Some advice is put off. Until it is decided that it is acted on or not, the audit goes on.',
    met: { ja: '後に対応するとされた助言がない', en: 'no advice is put off' },
    test: ({ context }) => ofKind(context, 'later').length === 0,
    about: ({ context }) => ofKind(context, 'later').map(itemThing),
  },
  nowCarriedOut: {
    clause: '3-20',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '今年度中に対応するとされた助言で、その改善措置が終わっていないものがあります。終了を待つか、実施済みであることを確かめてください。',
    en: 'Of advice to be acted on the improvement has not ended. Wait for it, or find that it is done.',
    met: { ja: '対応するとされた助言の改善措置は終わっている', en: 'what is acted on has ended' },
    test: ({ context }) => ofKind(context, 'now').length === 0,
    about: ({ context }) => ofKind(context, 'now').map(itemThing),
    remedies: () => ['followUp'],
  },
});

export const on = {
  after: handlers(decisions, {
    endAudit: {
      target: '#hqaudit.ended',
      causes: ({ after }) => [
        toRoles(after, ['centreHead', 'centreStaff'], 'ended'),
        toRoles({ organisation: after.addressee }, subjectPosts, 'ended'),
      ],
    },
  }),
};
