/**
 * Figures of a year on a day, each with what it counts and how it is to be handled: they leave the house – for parliament,
 * for requests of disclosure – and must mean the same there.
 */
import { z } from '@hono/zod-openapi';
import type { Text } from '../../model/text.ts';
import { named, textSchema } from '../schemas.ts';
import type { List } from './lists.ts';

/** `count`: numbers and dates that point at no weakness; `inner`: names what is weak, late or answered by whom. */
export const figureSchema = named
  .extend({
    value: z.int(),
    definition: textSchema.describe('何を数えたか / what it counts'),
    class: z.enum(['count', 'inner']).describe('取扱いの区分（設計） / how it is to be handled, by design'),
  })
  .openapi('Figure');
export type Figure = z.output<typeof figureSchema>;

interface Counted {
  readonly dates: readonly {
    readonly met?: number | undefined;
    readonly overdue: boolean;
    readonly expected: boolean;
  }[];
  readonly lists: readonly List[];
  readonly children: readonly { readonly procedure: string; readonly ended?: Text | undefined }[];
  readonly entries: number;
}

type Said = Omit<Figure, 'value' | 'id'>;

const said = {
  datesMet: {
    ja: '済んだ事項',
    en: 'items met',
    definition: {
      ja: '期限のある事項のうち、基準日までに済んだものの数。期限に遅れて済んだものを含む。',
      en: 'Due items met by the day, also those met late.',
    },
    class: 'count',
  },
  datesOpen: {
    ja: '求められている事項',
    en: 'items expected',
    definition: {
      ja: '期限のある事項のうち、基準日に求められており、まだ済んでいないものの数。期限を過ぎたものを含む。',
      en: 'Due items expected on the day and not met, also those past their date.',
    },
    class: 'count',
  },
  datesOverdue: {
    ja: '期限を過ぎた事項',
    en: 'items overdue',
    definition: {
      ja: '求められている事項のうち、基準日の24時までに期限を過ぎたものの数。延長された期限は、延長後の日で数える。',
      en: 'Of the items expected, those whose date – as extended – had passed by 24:00 of the day.',
    },
    class: 'count',
  },
  measures: {
    ja: '対策（計画に定めたもの）',
    en: 'measures of the plan',
    definition: {
      ja: '基準日に有効な対策推進計画に定めた対策の数。',
      en: 'Measures in the plan in force on the day.',
    },
    class: 'count',
  },
  measuresDone: {
    ja: '実施済みの対策',
    en: 'measures carried out',
    definition: {
      ja: '上の対策のうち、基準日までに実施済みと報告されたものの数。実施の効果を示すものではない。',
      en: 'Of these, those reported as carried out by the day. It says nothing of their effect.',
    },
    class: 'count',
  },
  audits: {
    ja: '監査',
    en: 'audits',
    definition: {
      ja: '基準日までに開始した独立監査の数。終了したものを含む。',
      en: 'Independent audits begun by the day, also those ended.',
    },
    class: 'count',
  },
  improvements: {
    ja: '改善措置',
    en: 'improvements',
    definition: {
      ja: '基準日までに開始した改善措置の数。一つの改善措置が複数の指摘に対応することがあり、指摘の数とは一致しない。',
      en: 'Improvements begun by the day. One may answer several findings: it is not the number of findings.',
    },
    class: 'count',
  },
  improvementsOpen: {
    ja: '継続中の改善措置',
    en: 'improvements that go on',
    definition: {
      ja: '上の改善措置のうち、基準日に終わっていないものの数。',
      en: 'Of these, those not ended on the day.',
    },
    class: 'inner',
  },
  entries: {
    ja: '記録項目',
    en: 'entries',
    definition: {
      ja: '基準日までに、年度サイクルの記録に加わった項目の数。時刻の到来とほかの手続からの通知を含む。',
      en: 'Entries of the yearly cycle by the day, also those of time and of other procedures.',
    },
    class: 'count',
  },
} as const satisfies Record<string, Said>;

export function figuresOf({ dates, lists, children, entries }: Counted): Figure[] {
  const measures = lists.find(({ id }) => id === 'measures');
  const of = (procedure: string) => children.filter((child) => child.procedure === procedure);
  const figure = (id: keyof typeof said, value: number): Figure => {
    const { ja, en, definition, class: one } = said[id];
    return { id, value, ja, en, definition, class: one };
  };
  return [
    figure('datesMet', dates.filter(({ met }) => met !== undefined).length),
    figure('datesOpen', dates.filter(({ expected }) => expected).length),
    figure('datesOverdue', dates.filter(({ overdue }) => overdue).length),
    ...(measures === undefined
      ? []
      : [
          figure('measures', measures.rows.length + measures.more),
          figure('measuresDone', measures.rows.filter(({ done }) => done).length),
        ]),
    figure('audits', of('audit').length),
    figure('improvements', of('improvement').length),
    figure('improvementsOpen', of('improvement').filter(({ ended }) => ended === undefined).length),
    figure('entries', entries),
  ];
}
