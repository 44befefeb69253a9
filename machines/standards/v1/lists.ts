/** Lists of a revision: the ministries asked, their opinions with what became of each. */
import { z } from 'zod';
import type { Json, ListRow } from '../../core/index.ts';
import { dateInJapan, type ShownLists } from '../../kit/v1/index.ts';
import type { Text } from '../../../model/text.ts';
import { presentOpinions, type Asked, type Context, type Disposition, type Opinion } from './types.ts';

const dispositions: Readonly<Record<Disposition, Text>> = {
  adopted: { ja: '反映', en: 'adopted' },
  partly: { ja: '一部反映', en: 'adopted in part' },
  notAdopted: { ja: '反映せず', en: 'not adopted' },
};

function opinionRow({ number, name, version, kind, text, answer, by, at, documents }: Opinion): ListRow {
  const none: Text = { ja: '意見なし', en: 'no opinion' };
  const open: Text = { ja: '回答待ち', en: 'waits for an answer' };
  const status = kind === 'noObjection' ? none : answer === undefined ? open : dispositions[answer.disposition];
  return {
    id: String(number),
    ja: `${number}．${name.ja}（第${version}版）${text}`,
    en: `${number}. ${name.en} (version ${version}) ${text}`,
    status,
    done: kind === 'noObjection' || answer !== undefined,
    at,
    person: by,
    documents,
  };
}

/** Whoever is no party to the consultation reads no guidebook. */
type Shown = Pick<Context, 'opinions'> & Partial<Pick<Context, 'guidebook'>>;

function askedRow(context: Shown, { ministry, name, due, passed, at }: Asked): ListRow {
  const isHeard = presentOpinions(context).some((said) => said.ministry === ministry);
  const heard: Text = { ja: '回答あり', en: 'answered' };
  const over: Text = { ja: '意見なし（期限経過）', en: 'no opinion by the date' };
  const waits: Text = { ja: '意見待ち', en: 'awaited' };
  return {
    id: ministry,
    ...name,
    status: isHeard ? heard : passed === true ? over : waits,
    done: isHeard || passed === true,
    due: dateInJapan(due - 1),
    at,
  };
}

export const lists: ShownLists<Context> = {
  asked: {
    ja: '意見を求めた府省庁',
    en: 'ministries asked',
    rows: (context: Shown) => (context.guidebook?.asked ?? []).map((asked) => askedRow(context, asked)),
  },
  opinions: { ja: '府省庁の意見', en: 'opinions', rows: ({ opinions }) => opinions.map(opinionRow) },
};

const entryOf = z.object({ input: z.object({ ministry: z.string() }) });

/** The ministry that an entry is about. */
export function subject({ guidebook }: Partial<Context>, event: Json): Text | undefined {
  const ministry = entryOf.safeParse(event).data?.input.ministry;
  return guidebook?.asked.find((one) => one.ministry === ministry)?.name;
}
