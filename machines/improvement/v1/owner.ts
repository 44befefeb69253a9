/** Who owns the improvement 担当: a post, not a person, so that it never hangs on somebody who has left. */
import { z } from 'zod';
import type { Json } from '../../core/index.ts';
import type { LocalDate } from '../../../model/identifiers.ts';
import {
  addDays,
  dateInJapan,
  datesFor,
  dateThing,
  departmentsFact,
  departmentThing,
  dueFact,
  fields,
  isTitled,
  met,
  parseInstanceId,
  postThings,
  roleThing,
  structureFact,
  type Change,
  type Decisions,
} from '../../kit/v1/index.ts';
import { postOf, toOwner, toVerifier } from './audiences.ts';
import { scheduled } from './due-items.ts';
import type { EventOf, JudgedBy } from './events.ts';
import { actsForOwner } from './independence.ts';
import { handlers, ruleTable } from './kit.ts';
import { namedThing, ownerThings, ownThing, todayThing } from './things.ts';
import { departmentalRoles, ownerOf, ownerRoles, type Context, type Owner } from './types.ts';

const postFields = {
  role: fields.role('担当の役職 / post', ownerRoles),
  department: fields
    .department('担当の部署 / the post’s department', {
      help: '機関全体の役職では省きます / left out for posts of the whole body',
    })
    .optional(),
};

/** Which improvement is meant: its own number and title, so that an owner does not land in another one. */
const thisImprovement = {
  number: z
    .int()
    .positive()
    .max(9999)
    .meta(fields.titled('改善措置の番号 / number of the improvement', { choices: 'thisImprovement', example: 3 })),
  title: fields.line('改善措置の題名 / title of the improvement', {
    help: '番号と題名が、この改善措置のものでなければ受け付けません。一覧から選ぶと両方が記入されます / number and title must be those of this improvement; chosen from the list, both are filled in',
    example: '退職者の利用権限の残存',
  }),
};

const posted = z.object({ department: z.string().optional() });
const assigning = z.object({ planBy: z.string() });

function lookUps(input: Json): Readonly<Record<string, Json>> {
  const named = posted.parse(input).department;
  return { departments: { departments: named === undefined ? [] : [named] } };
}

export const decisions = {
  assignOwner: {
    input: z.strictObject({
      ...thisImprovement,
      ...postFields,
      planBy: fields.date('計画の提出期限 / date by which the plan is due'),
    }),
    facts: z.object({ structure: structureFact.pick({ holders: true }), departments: departmentsFact, due: dueFact }),
    asks: ({ input }) => ({
      ...lookUps(input),
      due: { items: [{ id: 'plan', date: assigning.parse(input).planBy }] },
    }),
    by: ['headOfOfficers'],
    clause: '3-16',
    room: 'reserved',
    rules: [
      'ownImprovementNamed',
      'noOwnerYet',
      'ownerDepartmentNamed',
      'ownerDepartmentExists',
      'ownerPostHeld',
      'planByAhead',
      'dueWithinReason',
    ],
    label: { ja: '担当を定める', en: 'assign the owner' },
    why: {
      ja: '改善措置の担当職を定めます。',
      en: 'The post that owns the improvement is to be named.',
    },
  },
  reassign: {
    input: z.strictObject({ ...postFields, reason: fields.text('担当を改める理由 / why it is reassigned') }),
    facts: z.object({ structure: structureFact.pick({ holders: true }), departments: departmentsFact }),
    asks: ({ input }) => lookUps(input),
    by: ['headOfOfficers'],
    clause: '3-16',
    room: 'reserved',
    rules: ['ownerAssigned', 'ownerDepartmentNamed', 'ownerDepartmentExists', 'ownerPostHeld'],
    label: { ja: '担当を改める', en: 'reassign the owner' },
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  ownerAssigned: {
    clause: '3-16',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '改善措置の担当がまだ決まっていません。統括情報セキュリティ責任者が先に担当を定めてください。',
    en: 'The improvement has no owner yet. The head of information security officers assigns one first.',
    met: { ja: '担当が定められている', en: 'an owner is assigned' },
    test: ({ context }) => ownerOf(context) !== undefined,
    remedies: () => ['assignOwner'],
  },
  isOwner: {
    clause: '3-16',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who'],
    ja: 'この改善措置の担当の職にある者が行います。担当を改めるには統括情報セキュリティ責任者に依頼してください。',
    en: 'Whoever holds the post that owns this improvement does this. The head of officers can reassign it.',
    met: { ja: '担当の職にある者が行う', en: 'whoever holds the owner’s post does it' },
    test: ({ context, event }) => actsForOwner(context, event),
    about: ({ context }) => ownerThings(context),
    remedies: ({ context }) => [ownerOf(context) === undefined ? 'assignOwner' : 'reassign'],
  },
  noOwnerYet: {
    clause: '3-16',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '担当は既に定められています。変更は理由を付した「担当を改める」によってください。',
    en: 'There is an owner already. Reassign it, with the reason.',
    met: { ja: '担当はまだ定められていない', en: 'there is no owner yet' },
    test: ({ context }) => ownerOf(context) === undefined,
    about: ({ context }) => ownerThings(context),
    remedies: () => ['reassign'],
  },
  ownImprovementNamed: {
    clause: '3-16',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '指定された番号と題名が、この改善措置のものではありません。担当を定めようとする改善措置を開いているか確かめてください。',
    en: 'Number and title are not those of this improvement. Check that this is the one to which an owner is to be assigned.',
    met: { ja: '番号と題名がこの改善措置のものである', en: 'number and title are those of this improvement' },
    test: ({ context, event }) =>
      numberOf(context) === event.input.number && isTitled(context.title, event.input.title),
    about: ({ context, event }) => [namedThing(context, event.input), ownThing(context)],
    paths: () => ['number', 'title'],
  },
  ownerPostHeld: {
    clause: '3-16',
    basis: 'design',
    concerns: 'facts',
    reads: ['input', 'facts'],
    ja: 'その役職に就いている者がいません。在任者のいる役職を担当としてください。',
    en: 'Nobody holds that post. Choose a post that is held.',
    met: { ja: '担当の役職に在任者がいる', en: 'the owner’s post is held' },
    test: ({ event }) =>
      event.facts.structure.holders.some(
        (held) =>
          held.role === event.input.role &&
          (event.input.department === undefined || held.department === event.input.department),
      ),
    about: ({ event }) => postThings(event.input),
    paths: ({ event }) => (event.input.department === undefined ? ['role'] : ['role', 'department']),
  },
  ownerDepartmentNamed: {
    clause: '3-18',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '担当の部署が指定されていません。局・部、課室、区域又は情報システムの責任者を担当とするときは、その部署も指定してください。担当部署の者は効果の確認者になれないためです。',
    en: 'The post’s department is missing. An officer of a bureau, division, area or system is named with it: nobody of the owning department confirms the effect.',
    met: { ja: '担当の部署が指定されている', en: 'the post’s department is named' },
    test: ({ event }) => !departmentalRoles.includes(event.input.role) || event.input.department !== undefined,
    about: ({ event }) => [roleThing(event.input.role)],
    paths: () => ['department'],
  },
  ownerDepartmentExists: {
    clause: '3-16',
    basis: 'design',
    concerns: 'facts',
    reads: ['input', 'facts'],
    ja: 'その部署は存在しません（又は廃止されました）。現在の部署を指定してください。',
    en: 'There is no such department now. Name one that exists.',
    met: { ja: '担当の部署は現在ある', en: 'the department exists' },
    test: ({ event }) =>
      event.input.department === undefined ||
      event.facts.departments.some(({ id, exists }) => id === event.input.department && exists),
    about: ({ event }) => (event.input.department === undefined ? [] : [departmentThing(event.input.department)]),
    paths: () => ['department'],
  },
  planByAhead: {
    clause: '3-16',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '計画の提出期限が過去の日です。今日以後の日を指定してください。',
    en: 'The plan would fall due on a day that has passed. Give today or a later day.',
    met: { ja: '計画の提出期限はこれから来る', en: 'the plan falls due today or later' },
    test: ({ context, event }) => event.input.planBy >= dateInJapan(context.at),
    about: ({ context }) => [todayThing(context, 'from')],
    paths: () => ['planBy'],
  },
  dueWithinReason: {
    clause: '3-16',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '期限が、この機関の定める最長の期間より先になっています。年を書き誤っていないか確かめてください。',
    en: 'The date lies further ahead than this body allows. Check the year for a slip.',
    met: { ja: '期限は定められた期間の中にある', en: 'the date lies within reason' },
    test: ({ context, event }) => dueIn(event) <= latestDue(context),
    about: ({ context }) => [dateThing(latestDue(context), { bound: 'until' })],
    paths: ({ event }) => [dueField(event)],
  },
});

/** The number by which people know it. */
export function numberOf({ instance }: Pick<Context, 'instance'>): number | undefined {
  return parseInstanceId(instance)?.number;
}

/** The latest date that this body allows. */
function latestDue({ at, longestTermDays }: Context): LocalDate {
  return addDays(dateInJapan(at), longestTermDays);
}

function dueField({ input }: JudgedBy<'dueWithinReason'>): string {
  if ('planBy' in input) return 'planBy';
  return 'dueDate' in input ? 'dueDate' : 'date';
}

function dueIn({ input }: JudgedBy<'dueWithinReason'>): LocalDate {
  if ('planBy' in input) return input.planBy;
  return 'dueDate' in input ? input.dueDate : input.date;
}

function newOwner(context: Context, event: EventOf<'assignOwner' | 'reassign'>): Owner {
  const { role, department } = event.input;
  return {
    role,
    ...(department === undefined ? {} : { department }),
    since: context.at,
    by: event.actor.person,
    ...('reason' in event.input ? { reason: event.input.reason } : {}),
  };
}

function assignChange(context: Context, event: EventOf<'assignOwner'>): Change<Context> {
  const named = { ...context, dueItems: met(context, 'owner') };
  return {
    owners: [newOwner(context, event)],
    ...scheduled(named, 'plan', datesFor(event.facts.due, 'plan'), postOf(event.input)),
  };
}

function reassignChange(context: Context, event: EventOf<'reassign'>): Change<Context> {
  return {
    owners: [...context.owners, newOwner(context, event)],
    dueItems: context.dueItems.map((item) =>
      item.met === undefined && (item.id === 'plan' || item.id === 'done')
        ? { ...item, department: undefined, ...postOf(event.input) }
        : item,
    ),
  };
}

export const on = {
  live: handlers(decisions, {
    assignOwner: { target: '.planning', change: assignChange, causes: ({ after }) => [toOwner(after, 'assigned')] },
    reassign: {
      change: reassignChange,
      causes: ({ after }) => [toOwner(after, 'assigned'), ...toVerifier(after, 'reassigned')],
    },
  }),
};
