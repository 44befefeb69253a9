/** Lists of an improvement: what it covers, and its rounds. */
import type { ListRow } from '../../core/index.ts';
import { withTitle, type Cover, type ShownLists } from '../../kit/v1/index.ts';
import type { Text } from '../../../model/text.ts';
import type { Attempt, Context } from './types.ts';

const outcomes: Readonly<Record<Attempt['outcome'], Text>> = {
  returned: { ja: '差戻し', en: 'returned' },
  takenBack: { ja: '提出者が取下げ', en: 'taken back' },
  replanned: { ja: '計画の立て直し', en: 'planned anew' },
  notAchieved: { ja: '目的未達成', en: 'purpose not achieved' },
  recurred: { ja: '再発', en: 'recurred' },
  findingsTaken: { ja: '指摘を移した', en: 'findings taken elsewhere' },
};
const sources: Readonly<Record<Cover['source'], Text>> = {
  audit: { ja: '監査の指摘', en: 'finding of an audit' },
  judgement: { ja: '点検結果の判断', en: 'judgement' },
  incident: { ja: 'インシデント', en: 'incident' },
  headquarters: { ja: '本部の助言', en: 'advice of headquarters' },
  minister: { ja: '主務大臣の求め', en: 'request of the minister' },
  own: { ja: '自らの発見', en: 'found by the body' },
  transfer: { ja: '移管', en: 'transferred' },
  noAudit: { ja: '監査の不実施', en: 'no audit' },
};

/** What it covers, by number where it is a finding of an audit. */
function nameOf({ ref, source }: Cover): Text {
  const { ja, en } = sources[source];
  const [, audit, finding] = /^audit\/\d+\/[^/]+\/(\d+)#(\d+)$/.exec(ref) ?? [];
  if (audit !== undefined)
    return { ja: `監査第${audit}号の指摘第${finding}号`, en: `finding ${finding} of audit ${audit}` };
  return { ja: `${ja} ${ref}`, en: `${en} ${ref}` };
}

function coverRow(cover: Cover): ListRow {
  const { ref, department, foundOn, title } = cover;
  return {
    id: ref,
    ...withTitle(nameOf(cover), title),
    status: { ja: '対象', en: 'covered' },
    ...(foundOn !== undefined && { due: foundOn }),
    ...(department !== undefined && { department }),
  };
}

function attemptRow({ round, outcome, at, by, plan, done }: Attempt, i: number): ListRow {
  return {
    id: String(i + 1),
    ja: `${round}回目の計画`,
    en: `plan of round ${round}`,
    status: outcomes[outcome],
    done: true,
    at,
    ...(by !== undefined && { person: by }),
    ...(done !== undefined && { documents: done.evidence }),
    ...(plan !== undefined && { due: plan.dueDate }),
  };
}

export const lists: ShownLists<Context> = {
  covers: { ja: '対象とする指摘等', en: 'what it covers', rows: ({ covers }) => covers.map(coverRow) },
  attempts: { ja: 'これまでの計画', en: 'plans so far', rows: ({ attempts }) => attempts.map(attemptRow) },
};
