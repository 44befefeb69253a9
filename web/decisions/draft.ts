/** A decision's form: the schema of its body, the lists its fields are chosen from, and what of it is known already. */
import { decisionNamed, open, shown, type Procedure } from '../../machines/core/index.ts';
import type { InstanceId, Instant } from '../../model/identifiers.ts';
import { asObject } from '../../model/json.ts';
import { profileOf } from '../../model/organisations.ts';
import { holds } from '../access/bodies.ts';
import { actorAt, type Caller } from '../caller.ts';
import { citedAs } from '../cited.ts';
import { listedDocuments } from '../document-list.ts';
import { readBy, type InstanceReading } from '../instances.ts';
import type { Parts } from '../parts.ts';
import { notFound } from '../problems.ts';
import { bodySchemaOf } from './definitions.ts';
import { documentsOfDraft } from './draft-documents.ts';
import { factsOnce, listsOfForm, madeFor } from './lists.ts';
import { refusedProblem, toldRefusals, withheldRefusals } from './refused.ts';

/** The form, for whoever could take the decision; throws 404 or the 403 of the rules about who. Nothing is recorded. */
export async function draftOf(parts: Parts, me: Caller, instance: InstanceId, name: string) {
  const read = await readBy(parts, me, instance, 'decisions');
  const decision = decisionNamed(read.procedure, name);
  if (decision === undefined) throw notFound();
  await checkMayTake(parts, me, read, name);
  const making = { parts, me, read };
  const made = read.procedure.drafts?.[name];
  const [choices, drafted] = await Promise.all([
    listsOfForm(making, name, decision),
    made === undefined ? undefined : madeFor(making, made, factsOnce(making)),
  ]);
  const profile = profileOf((await parts.records.registry.organisation(read.organisation))?.kind);
  return {
    decision: name,
    ...decision.label,
    ...citedAs(profile, decision.clause),
    why: decision.why,
    instead: insteadOf(read.procedure, name),
    due: dueOf(read, name),
    irreversible: decision.irreversible === true,
    schema: asObject(bodySchemaOf(name, decision)),
    choices,
    documents: await documentsOfDraft(making, decision, drafted ?? {}, await listedDocuments(parts, me, read)),
    draft: { type: name, ...asObject(drafted) },
  };
}

/** The decisions of which one is taken: what this one stands beside. */
function insteadOf({ decisions }: Procedure, name: string) {
  const beside = Object.entries(decisions).filter(
    ([other, { insteadOf: of = [] }]) => of.includes(name) || decisions[name]?.insteadOf?.includes(other) === true,
  );
  return beside.map(([decision, { label }]) => ({ decision, ...label }));
}

/** By when it is expected. */
function dueOf({ procedure, state }: InstanceReading, name: string): Instant | undefined {
  const { tasks, due } = shown(procedure, state);
  const asked = tasks.find(({ decision, dueItem }) => decision === name && dueItem !== undefined)?.dueItem;
  return due.find(({ id, met }) => id === asked && met === undefined)?.due;
}

/** As the decision itself: by the rules about who, but for whoever may decide in the place of its holder, or enter it from paper. */
async function checkMayTake(parts: Parts, me: Caller, read: InstanceReading, name: string): Promise<void> {
  const { procedure, state, organisation, instance, at } = read;
  const judged = open(procedure, state, await actorAt(parts, me, at), at).find(({ decision }) => decision === name);
  if (judged === undefined) throw notFound();
  const barred = judged.failing.filter(({ concerns }) => concerns === 'who');
  if (barred.length === 0 || holds(me, organisation, ['headOfOrganisation', 'promotionOffice'])) return;
  if ((await parts.records.lookUps.nomination(me.person, instance, name, at)) !== undefined) return;
  const { refusals, names } = await toldRefusals(parts, me, read, null, [...withheldRefusals(me, barred), ...barred]);
  throw refusedProblem(refusals, names);
}
