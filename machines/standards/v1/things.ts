/** What refusals of a revision name. */
import type { Thing } from '../../core/index.ts';
import { documentThing } from '../../kit/v1/index.ts';
import { phases } from './texts.ts';
import type { Context } from './types.ts';

/** What a draft is missing, in words. */
export function subjectThing(id: string, ja: string, en: string): Thing {
  return { kind: 'subject', id, label: { ja, en } };
}

/** A stage that comes first. */
export function stageThing(phase: keyof typeof phases): Thing {
  return { kind: 'state', id: phase, label: phases[phase] };
}

/** An edition by its id. */
export function editionThing(id: string): Thing {
  return { kind: 'edition', id };
}

/** The draft that is there, or that there is none. */
export function draftThing(draft: { readonly document: string } | undefined): Thing {
  return draft === undefined ? subjectThing('draft', '原案なし', 'no draft') : documentThing(draft.document);
}

/** An opinion by its number, with the ministry that gave it; never its text. */
export function opinionThing({ opinions, instance }: Context, number: number): Thing {
  const { name: who = { ja: '記録なし', en: 'not recorded' } } = opinions.find((said) => said.number === number) ?? {};
  const label = { ja: `意見${number}（${who.ja}）`, en: `opinion ${number} (${who.en})` };
  return { kind: 'subject', id: `${instance}#${number}`, label };
}
