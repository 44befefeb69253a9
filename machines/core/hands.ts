/**
 * Four eyes are compared as persons. Whoever handed over the link to a token could use it, so the instance remembers through
 * whose hands the tokens of its deciders came: where one of them is another decider, whoever came first, it is marked.
 */
import type { DecisionEvent } from './events.ts';
import type { State } from './state.ts';

type Hands = NonNullable<State['hands']>;

/** What is remembered after a decision, and whether one of two deciders could have used the other's token. */
export function handsAfter(
  hands: Hands = {},
  event: DecisionEvent,
): { readonly hands: Hands | undefined; readonly isOfAnother: boolean } {
  const { issuers, enteredFor, actor } = event;
  const known = Object.keys(hands).length === 0 ? undefined : hands;
  if (issuers === undefined) return { hands: known, isOfAnother: false };
  // Of what is entered from paper: whoever entered it used the token.
  const person = enteredFor?.by ?? actor.person;
  const through = issuers.some((issuer) => issuer !== person && Object.hasOwn(hands, issuer));
  const handed = Object.entries(hands).some(([other, before]) => other !== person && before.includes(person));
  const before = Object.hasOwn(hands, person) ? (hands[person] ?? []) : [];
  return {
    hands: { ...hands, [person]: [...new Set([...before, ...issuers])] },
    isOfAnother: through || handed,
  };
}
