/** The preliminary examination 予備調査: materials asked of the body's promotion office, and given – or not 未提出 (5-3). */
import { z } from 'zod';
import {
  aheadThing,
  audits,
  dueFact,
  fallsAhead,
  fields,
  join,
  met,
  toPerson,
  toRoles,
  withAll,
  type Decisions,
} from '../../kit/v1/index.ts';
import { materialsDue, requestItem } from './due-items.ts';
import { numberOf } from './inputs.ts';
import { handlers, ruleTable } from './kit.ts';
import { inTheSubject } from './subject.ts';
import { byTheTeam } from './team.ts';
import { numberThing } from './things.ts';
import { times } from './timers.ts';

const asking = z.object({ by: z.string() });

export const decisions = {
  requestMaterials: {
    input: z.strictObject({
      what: fields.text('求める資料 / materials asked for'),
      by: fields.date('提出の期限 / until'),
    }),
    facts: z.object({ due: dueFact }),
    asks: ({ input }) => ({ due: { items: [{ id: 'materials', date: asking.parse(input).by }] } }),
    ...byTheTeam,
    rules: ['planIsThere', 'actsForTheTeam', 'materialsDateAhead'],
    label: { ja: '予備調査の資料を求める', en: 'ask for materials' },
    why: { ja: '実地監査の前に、予備調査の資料を求めます。', en: 'Before fieldwork materials are examined.' },
  },
  giveMaterials: {
    input: z.strictObject({
      request: numberOf('資料の求め / request', 'requestsOpen'),
      documents: fields.some(fields.document('資料 / material'), 50, '提出する資料 / materials'),
    }),
    by: ['promotionOffice'],
    bodies: inTheSubject,
    clause: '5-3',
    room: 'late',
    rules: ['requestIsOpen'],
    label: { ja: '予備調査の資料を提出する', en: 'give materials' },
    why: { ja: '本部監査の予備調査の資料が求められています。', en: 'Headquarters’ audit asks for materials.' },
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  materialsDateAhead: {
    clause: '5-3',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input', 'facts'],
    ja: '資料の期限が過去の日です。これから来る日にしてください。',
    en: 'The date for materials has passed. It must still lie ahead.',
    met: { ja: '資料の期限はこれから来る', en: 'the date for materials lies ahead' },
    test: ({ context, event }) => fallsAhead(context, event.facts.due, 'materials'),
    about: ({ context }) => [aheadThing(context)],
    paths: () => ['by'],
  },
  requestIsOpen: {
    clause: '5-3',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: 'その番号の資料の求めはないか、既に提出されています。番号を確かめてください。',
    en: 'No request has that number, or its materials were given already. Check the number.',
    met: { ja: '提出を待っている求めである', en: 'the request waits for its materials' },
    test: ({ context, event }) =>
      context.requests.some(({ number, given }) => number === event.input.request && given === undefined),
    about: ({ event }) => [numberThing(event.input.request)],
    paths: () => ['request'],
  },
});

export const on = {
  /** Before fieldwork. */
  preparing: handlers(decisions, {
    requestMaterials: {
      target: '.materials',
      change: (context, { input, facts }) => {
        const number = context.requests.length + 1;
        const due = facts.due.find(({ id }) => id === 'materials')?.due ?? context.at;
        return {
          requests: [...context.requests, { number, what: input.what, due, at: context.at }],
          dueItems: materialsDue(context, facts.due, number),
        };
      },
      causes: ({ after }) => [toRoles({ organisation: after.addressee }, ['promotionOffice'], 'materialsRequested')],
    },
  }),
  live: join(
    handlers(decisions, {
      giveMaterials: {
        change: (context, { actor, input: { request, documents } }) => ({
          requests: context.requests.map((one) =>
            one.number === request && one.given === undefined
              ? { ...one, given: { by: actor.person, at: context.at, documents } }
              : one,
          ),
          dueItems: met(context, requestItem(request)),
          documents: withAll(context.documents, ...documents),
        }),
        causes: ({ after }) => [
          toRoles(after, ['hqAuditLeader'], 'materialsGiven'),
          ...audits.team(after).map(({ person }) => toPerson(person, 'materialsGiven')),
        ],
      },
    }),
    handlers(times, {
      materialsDatePassed: {
        change: (context) => {
          const late = context.requests.filter((one) => one.given === undefined && one.due <= context.at);
          return {
            requests: context.requests.map((one) => (late.includes(one) ? { ...one, passed: true as const } : one)),
            marks: withAll(context.marks, 'materialsNotGiven'),
          };
        },
        causes: ({ after }) => [
          toRoles(after, ['hqAuditLeader'], 'materialsPassed'),
          toRoles({ organisation: after.addressee }, ['ciso', 'promotionOffice'], 'materialsPassed'),
        ],
      },
    }),
  ),
};
