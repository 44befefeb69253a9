/** What an instance begins with that only the server knows: facts looked up at its start. */
import type { Json, Procedure } from '../../machines/core/index.ts';
import { parseInstanceId, type Instant, type InstanceId } from '../../model/identifiers.ts';
import { asObject } from '../../model/json.ts';
import type { DurableInput } from '../../contract/messages.ts';
import type { Records } from '../../contract/records/records.ts';

/** The input with the facts the definition asks for at its start, under `facts`; unchanged when it asks for none. */
export async function withStartFacts(
  { lookUps }: Pick<Records, 'lookUps'>,
  { startAsks }: Pick<Procedure, 'startAsks'>,
  { instance, input, at }: { readonly instance: InstanceId; readonly input: Json; readonly at: Instant },
): Promise<Json> {
  const { organisation, year } = parseInstanceId(instance) ?? {};
  if (startAsks === undefined || organisation === undefined || year === undefined) return input;
  const scope = { organisation, instance, at, actor: { person: '', appointments: [] } };
  const facts: Record<string, Json> = {};
  for (const [name, ask] of Object.entries(startAsks({ input, year }))) {
    facts[name] = await lookUps.fact(name, { ...scope, ask });
  }
  return JSON.parse(JSON.stringify({ ...asObject(input), facts }));
}

/**
 * How an instance of a definition is started, whoever starts it – another instance, the calendar, a person: with the facts
 * looked up now. Of one that the records number, at the address without the number.
 */
export async function startOf(
  records: Pick<Records, 'lookUps'>,
  procedure: Pick<Procedure, 'id' | 'version' | 'startAsks'>,
  beginning: { readonly instance: InstanceId; readonly input: Json; readonly at: Instant },
): Promise<DurableInput & { readonly input: Json }> {
  const { instance } = beginning;
  const input = await withStartFacts(records, procedure, beginning);
  return { instance, procedure: procedure.id, version: procedure.version, input };
}
