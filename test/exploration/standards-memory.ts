/** What the exploration of a revision keeps of a path by itself, and what tells its states apart. */
import { standardsV1 } from '../../machines/standards/v1/index.ts';
import { presentOpinions, type Context } from '../../machines/standards/v1/types.ts';
import type { State } from '../../machines/core/index.ts';
import { asObject, type Json } from '../../model/json.ts';
import type { ExploredStep } from './explore.ts';

/** A draft as the path has made it. */
export interface DraftGhost {
  readonly document: string;
  readonly inspected: boolean;
  readonly drafters: readonly string[];
}

/** The environment (a ministry may be founded at any time) and what the path has done. */
export interface Ghost {
  readonly founded: boolean;
  readonly norms: DraftGhost | null;
  /** The document that council – or an editorial mending of what it passed – stands behind. */
  readonly passed: string | null;
  readonly decided: string | null;
  readonly guidebook: DraftGhost | null;
  readonly asked: readonly string[];
  readonly heard: readonly string[];
}

export const nothing: Ghost = {
  founded: false,
  norms: null,
  passed: null,
  decided: null,
  guidebook: null,
  asked: [],
  heard: [],
};

/** The memory, typed; the state is the exploration's own. */
export function contextOf(state: State): Context {
  return state.snapshot.context as Context;
}

/** What the rules read of a state, with the ghost; equal keys behave alike. */
export function key(state: State, ghost: Ghost): unknown {
  const c = contextOf(state);
  const { norms, guidebook } = c;
  const opinions = presentOpinions(c).map(({ ministry, kind, answer }) => [ministry, kind, answer?.disposition]);
  return [
    state.snapshot.value,
    [
      norms.draft?.document,
      norms.council?.draft,
      norms.decision?.document,
      norms.edition,
      norms.drafters,
      norms.decision?.enteredBy,
    ],
    [norms.versions > 0, guidebook.versions > 0],
    [guidebook.draft?.document, guidebook.decision?.document, guidebook.drafters],
    guidebook.asked.map(({ ministry, due, passed }) => [ministry, passed, c.at >= due]).sort(),
    opinions.map((one) => JSON.stringify(one)).sort(),
    Object.keys(standardsV1.timers(c)).sort(),
    ghost,
  ];
}

function strings(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

const withOne = (list: readonly string[], ...more: readonly string[]): string[] =>
  [...new Set([...list, ...more])].sort();

/** The ghost after an accepted step. */
export function remember({ ghost, event }: ExploredStep<Ghost>): Ghost {
  if (!('actor' in event)) return ghost;
  const input = asObject(event.input);
  const by = event.actor.person;
  const drafted = (before: DraftGhost | null, drafters: readonly string[] = before?.drafters ?? []): DraftGhost => ({
    document: String(input['document']),
    inspected: input['inspection'] !== undefined && strings(input['inspectedBodies']).length > 0,
    drafters: withOne(drafters, by),
  });
  switch (event.type) {
    case 'submitDraft':
      return { ...ghost, norms: drafted(ghost.norms), passed: null };
    case 'recordCouncil':
      return { ...ghost, passed: input['outcome'] === 'passed' ? String(input['draft']) : null };
    case 'returnDraft':
      return { ...ghost, passed: null };
    case 'correctDraft': {
      const { norms, passed } = ghost;
      const document = String(input['document']);
      const mended = norms && { ...norms, document, drafters: withOne(norms.drafters, by) };
      return { ...ghost, norms: mended, passed: passed === input['draft'] ? document : passed };
    }
    case 'decide':
      return { ...ghost, decided: String(input['draft']) };
    case 'decideAmended':
      return { ...ghost, decided: String(input['amended']) };
    case 'submitGuidebook':
      return { ...ghost, guidebook: drafted(ghost.guidebook), asked: [], heard: [] };
    case 'consult':
      return { ...ghost, asked: withOne(ghost.asked, ...strings(input['ministries'])) };
    case 'giveOpinion':
      return { ...ghost, heard: withOne(ghost.heard, String(input['ministry'])) };
    default:
      return ghost;
  }
}
