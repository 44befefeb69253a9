/** A decision's form: the schema of its body, the lists its fields are chosen from, and what of it is known already. */
import {
  decidingBodies,
  decisionNamed,
  lastChange,
  open,
  type OpenDecision,
  shown,
  type Procedure,
} from '../../machines/core/index.ts';
import type { InstanceId, Instant } from '../../model/identifiers.ts';
import { asObject } from '../../model/json.ts';
import { profileOf } from '../../model/organisations.ts';
import { parseInstanceId } from '../../model/identifiers.ts';
import { holds } from '../access/bodies.ts';
import { actorAt, type Caller } from '../caller.ts';
import { cited, citedAs } from '../cited.ts';
import { listedDocuments } from '../document-list.ts';
import { checkReadable, readPresent, type InstanceReading } from '../instances.ts';
import { nameOfBody } from '../names-of-bodies.ts';
import type { Parts } from '../parts.ts';
import { notFound } from '../problems.ts';
import { textOf } from '../texts.ts';
import { mayEnterPaper } from './asked.ts';
import { bodySchemaOf } from './definitions.ts';
import { documentsOfDraft } from './draft-documents.ts';
import { presentToDecide } from './open-next.ts';
import { factsOnce, listsOfForm, madeFor } from './lists.ts';
import { namesOfRoles } from './naming.ts';
import { refusedProblem, rulesForPeople, toldRefusals, withheldRefusals } from './refused.ts';

/** The form, for whoever could take the decision; throws 404 or the 403 of the rules about who. Nothing is recorded. */
export async function draftOf(parts: Parts, me: Caller, instance: InstanceId, name: string) {
  await checkReadable(parts, me, instance);
  const present = await presentToDecide(parts, me, instance, { type: name });
  const read = await readPresent(parts, me, present, 'decisions');
  const decision = decisionNamed(read.procedure, name);
  if (decision === undefined) throw notFound();
  const decisions = open(read.procedure, read.state, await actorAt(parts, me, read.at), read.at);
  const judged = await checkMayTake(parts, me, read, decisions, name);
  const making = { parts, me, read };
  const made = read.procedure.drafts?.[name];
  const [choices, drafted] = await Promise.all([
    listsOfForm(making, name, decision),
    made === undefined ? undefined : madeFor(making, made, factsOnce(making)),
  ]);
  const profile = profileOf((await parts.records.registry.organisation(read.organisation))?.kind);
  return {
    ...(await standingOf(parts, me, read, judged)),
    decision: name,
    ...decision.label,
    ...citedAs(profile, decision.clause),
    why: decision.why,
    instead: insteadOf(read.procedure, decisions, name),
    due: dueOf(read, name),
    irreversible: decision.irreversible === true,
    schema: asObject(bodySchemaOf(name, decision)),
    choices,
    documents: await documentsOfDraft(making, decision, drafted ?? {}, await listedDocuments(parts, me, read)),
    draft: { type: name, ...asObject(drafted) },
  };
}

/** Where the procedure stands, as far as the form of one decision needs it. */
async function standingOf(parts: Parts, me: Caller, read: InstanceReading, judged: OpenDecision) {
  const { instance, organisation, procedure, state, at } = read;
  const projection = shown(procedure, state);
  const year = parseInstanceId(instance)?.year ?? 0;
  const { refusals, names } = await toldRefusals(parts, me, read, null, judged.failing, judged.whoCould, judged.where);
  return {
    instance,
    procedure: { id: procedure.id, ...procedure.label, version: procedure.version },
    organisation: { id: organisation, ...(await nameOfBody(parts.records, organisation, year, at)) },
    seq: state.seq,
    lastChange: lastChange(state),
    phase: { id: projection.phase, ...textOf(procedure.phases, projection.phase) },
    dueItems: projection.due.map(({ id, due }) => ({ id, due })),
    status: judged.status,
    // Who holds the posts that take it is said once, at the decision.
    failing: rulesForPeople(refusals, { ...names, who: namesOfRoles }),
    met: judged.kept.map(({ rule, clause, ministries, ja, en }) => ({
      id: rule,
      ...cited({ clause, ministries }),
      ja,
      en,
    })),
    whoCould: names.who(judged.whoCould, judged.where),
  };
}

/** The decisions of which one is taken: what this one stands beside. In whose place another is taken, that one comes first. */
function insteadOf({ decisions }: Procedure, judged: readonly OpenDecision[], name: string) {
  const beside = Object.entries(decisions).filter(
    ([other, { insteadOf: of = [] }]) => of.includes(name) || decisions[name]?.insteadOf?.includes(other) === true,
  );
  return beside.map(([decision, { label }]) => ({
    decision,
    ...label,
    status: judged.find((one) => one.decision === decision)?.status ?? ('closed' as const),
    before: decisions[name]?.insteadOf?.includes(decision) === true,
  }));
}

/** By when it is expected. */
function dueOf({ procedure, state }: InstanceReading, name: string): Instant | undefined {
  const { tasks, due } = shown(procedure, state);
  const asked = tasks.find(({ decision, dueItem }) => decision === name && dueItem !== undefined)?.dueItem;
  return due.find(({ id, met }) => id === asked && met === undefined)?.due;
}

/** As the decision itself: by the rules about who, but for whoever may decide in the place of its holder, or enter it from paper. */
async function checkMayTake(
  parts: Parts,
  me: Caller,
  read: InstanceReading,
  decisions: readonly OpenDecision[],
  name: string,
): Promise<OpenDecision> {
  const { organisation, instance, at } = read;
  const judged = decisions.find(({ decision }) => decision === name);
  if (judged === undefined) throw notFound();
  const barred = judged.failing.filter(({ concerns }) => concerns === 'who');
  const bodies = decidingBodies(decisionNamed(read.procedure, name), read.state.snapshot.context);
  const isHead = bodies.some((body) => holds(me, body, ['headOfOrganisation']));
  if (barred.length === 0 || isHead || mayEnterPaper(me, organisation, bodies)) return judged;
  const matter = { instance, decision: name, bodies };
  if ((await parts.records.lookUps.nomination(me.person, matter, at)) !== undefined) return judged;
  const { refusals, names } = await toldRefusals(parts, me, read, null, [...withheldRefusals(me, barred), ...barred]);
  throw refusedProblem(refusals, names);
}
