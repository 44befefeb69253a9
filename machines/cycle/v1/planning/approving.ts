/** What stands at every approval of something submitted: the document is that one, the approver is another person. */
import type { Case, Rule } from '../../../core/index.ts';
import { documentThings, personThing } from '../../../kit/v1/index.ts';
import type { ClauseId } from '../../../../model/clauses.ts';
import type { PersonId } from '../../../../model/identifiers.ts';
import type { Context, Hash } from '../types.ts';

/** What of a submission these rules look at. */
type Waiting = (context: Context) => { readonly document: Hash; readonly by: PersonId } | undefined;

/** Approving names a document. */
type Approval = Case<Context, { readonly input: { readonly document: Hash } }>;
/** Approving is a person's. */
type Deciding = Case<Context, { readonly actor: { readonly person: PersonId } }>;

/** The document approved is the one that was submitted. */
export function documentSubmitted(clause: ClauseId, waiting: Waiting) {
  return {
    clause,
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '承認しようとする文書が提出された文書と異なります。提出された文書を確認してください。',
    en: 'The document approved is not the one submitted. Look at the submitted document again.',
    met: { ja: '承認する文書が提出された文書である', en: 'the document approved is the one submitted' },
    test: ({ context, event }: Approval) => event.input.document === waiting(context)?.document,
    about: ({ context, event }: Approval) => documentThings(event.input.document, waiting(context)?.document),
    paths: () => ['document'],
  } as const satisfies Rule<Context, Approval['event']>;
}

/** Four eyes: whoever submitted it does not approve it. */
export function approverIsAnother(clause: ClauseId, waiting: Waiting) {
  const submitters = (context: Context): readonly PersonId[] => {
    const submission = waiting(context);
    return submission === undefined ? [] : [submission.by];
  };
  return {
    clause,
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who'],
    ja: '提出した本人は承認できません。別の人が承認してください。',
    en: 'Whoever submitted it cannot approve it. Someone else must approve.',
    met: { ja: '提出した本人ではない', en: 'the approver did not submit it' },
    test: ({ context, event }: Deciding) => event.actor.person !== waiting(context)?.by,
    about: ({ context }: Deciding) => submitters(context).map((person) => personThing(person)),
    bars: submitters,
  } as const satisfies Rule<Context, Deciding['event']>;
}
