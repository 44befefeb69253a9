/** What the pages of a decision are shown with. */
import type { Api } from '../../api/routes.ts';
import type { Text } from '../../../model/text.ts';
import type { Citing } from '../kit/parts.tsx';
import type { Field } from './fields.ts';
import type { Filling } from './filling.ts';

export type Draft = Awaited<ReturnType<Api['draft']['ask']>>['body'];
type Answer = Awaited<ReturnType<Api['decide']['ask']>>['body'];
export type Checked = Extract<Answer, { wouldBeTaken: boolean }>;

/** A post with the people who hold it, where the reader may know them. */
export interface Who extends Text {
  readonly holders?: readonly Text[] | undefined;
}

/** Why something is not done, as the API tells it. */
export interface Told extends Text, Citing {
  readonly basis: 'text' | 'design';
  readonly concerns: 'who' | 'state' | 'facts' | 'input';
  readonly about?: readonly Text[] | undefined;
  readonly more?: number | undefined;
  readonly paths?: readonly string[] | undefined;
  readonly remedies?:
    readonly (Text & { readonly instance?: string | undefined; readonly whoCould: readonly Who[] })[] | undefined;
  readonly whoCould: readonly Who[];
}

export type State = Awaited<ReturnType<Api['procedure']['ask']>>['body'];

/** What can be decided in place of it, on the same page: a return beside an approval. */
export interface Alternative {
  readonly decision: Text & { readonly id: string };
  readonly own: readonly Field[];
  readonly lists: Filling['lists'];
}

/** A decision that is being filled in. */
export interface Deciding {
  /** The address of the procedure's page. */
  readonly place: string;
  readonly decision: Text & { readonly id: string; readonly irreversible: boolean };
  /** Why it is expected, and by when. */
  readonly about: Pick<Draft, 'why' | 'due' | 'clause' | 'ministries'>;
  /** The body and year, as the heading names them. */
  readonly procedure: Text;
  readonly own: readonly Field[];
  readonly envelope: readonly Field[];
  /** Pairs are one page with one question; their fields stand below `_or.<decision>`. */
  readonly others: readonly Alternative[];
  readonly filling: Filling;
  /** The last change that was seen: what is decided rests on it. */
  readonly seen: number;
  /** It is checked before it is done. */
  readonly checked: boolean;
}
