/** A decision's form: the schema of its body, the lists its fields are chosen from, and what of it is known already. */
import { decisionNamed, open } from '../../machines/core/index.ts';
import type { InstanceId } from '../../model/identifiers.ts';
import { asObject } from '../../model/json.ts';
import { holds } from '../access/bodies.ts';
import { actorAt, type Caller } from '../caller.ts';
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
  return {
    decision: name,
    ...decision.label,
    irreversible: decision.irreversible === true,
    schema: asObject(bodySchemaOf(name, decision)),
    choices,
    documents: await documentsOfDraft(making, decision, drafted ?? {}, await listedDocuments(parts, me, read)),
    draft: { type: name, ...asObject(drafted) },
  };
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
