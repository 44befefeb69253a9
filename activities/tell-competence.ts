/**
 * What the registry tells of who is competent for a body, and under which law (4-3, 4-10; domain-2.md 5): a ministry replaced
 * or merged, another class, the body abolished. Instances that hear of it (`competenceChanged`) are told whenever the registry
 * says something else than what they were told last, or began with.
 */
import { log } from '@temporalio/activity';
import type { RoundActivities } from '../contract/activities.ts';
import type { CompetenceHearer } from '../contract/records/registry-tells.ts';
import type { Records } from '../contract/records/records.ts';
import type { Procedure } from '../machines/core/index.ts';
import { parseInstanceId, type Instant, type InstanceId } from '../model/identifiers.ts';
import { asObject, type Json } from '../model/json.ts';
import { competenceTold, competenceToldAs } from '../model/registry-tells.ts';
import { treeDigest } from '../model/tree-digest.ts';
import { withStartFacts } from '../records/look-ups/start-facts.ts';
import { isAway } from './absent.ts';
import { forEachOf } from './long-work.ts';
import { tellOne, type Telling } from './tell-cycles.ts';

/** The told event by which a procedure says that it hears of it; its input are facts that it begins with. */
const HEARS = 'competenceChanged';
/** Told at the same time, and read at a time. */
const AT_ONCE = 2;
const PAGE = 200;

interface Need extends Telling {
  readonly records: Telling['records'] & Pick<Records, 'lookUps'>;
  /** The newest version of every published procedure. */
  readonly procedures: readonly Procedure[];
}

/** Makes the activity. One that cannot be told keeps no other waiting: the next round tries again. */
export function makeTellCompetence(need: Need): RoundActivities['tellCompetence'] {
  const hearing = need.procedures.filter(({ told }) => Object.hasOwn(told, HEARS));
  return async (at) => {
    const { registryTells } = need.records;
    const kinds = hearing.map(({ id }) => id);
    let told = 0;
    let after: InstanceId | undefined;
    do {
      const page = await registryTells.hearingOfCompetence(kinds, after, PAGE);
      await forEachOf(page, AT_ONCE, async (one) => {
        if (await isTold(need, hearing, one, at)) told += 1;
      });
      after = page.at(-1)?.instance;
    } while (after !== undefined);
    return told;
  };
}

async function isTold(
  need: Need,
  hearing: readonly Procedure[],
  { last, ...one }: CompetenceHearer,
  at: Instant,
): Promise<boolean> {
  const procedure = hearing.find(({ id }) => id === parseInstanceId(one.instance)?.kind);
  if (procedure === undefined) return false;
  try {
    const { facts } = asObject(
      await withStartFacts(need.records, procedure, { instance: one.instance, input: {}, at }),
    );
    const digest = digestOf(facts);
    if (last?.startsWith(`${competenceTold}${digest}/`) === true) return false;
    const input: Json = JSON.parse(JSON.stringify(procedure.told[HEARS]?.input.parse(facts)));
    await tellOne(need, one, { id: competenceToldAs(digest, at), type: HEARS, input }, at);
    return true;
  } catch (error) {
    if (isAway(error)) throw error;
    log.error('an instance could not be told who is competent', { instance: one.instance, error: String(error) });
    return false;
  }
}

/** An instance begins with what the registry says: nothing of that is told to it again. */
export async function beganWith(
  { registryTells }: Pick<Records, 'registryTells'>,
  { told }: Procedure,
  { instance, input }: { readonly instance: InstanceId; readonly input: Json },
  at: Instant,
): Promise<void> {
  if (!Object.hasOwn(told, HEARS)) return;
  await registryTells.told(instance, competenceToldAs(digestOf(asObject(input)['facts']), at), at);
}

function digestOf(facts: Json | undefined): string {
  return treeDigest(asObject(facts)['competent']).digest;
}
