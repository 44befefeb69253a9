import { z } from 'zod';
import type { Json } from '../../machines/core/index.ts';
import type { Instances } from '../../contract/records/instances.ts';
import type { FactScope } from '../../contract/records/look-ups.ts';

const askSchema = z.object({ instances: z.array(z.string()) });

/**
 * Fact `cited`: other instances as the read model knows them. Not as of the instant asked, but as far as the journal
 * reaches: an instance's past is in its own journal. One that has no entry yet is not in the answer.
 */
export async function cited(instances: Pick<Instances, 'get'>, { ask }: FactScope): Promise<Json> {
  const asked = [...new Set(askSchema.parse(ask).instances)];
  const rows = await Promise.all(asked.map((instance) => instances.get(instance)));
  return rows.flatMap((row) =>
    row === undefined || row.seq === 0
      ? []
      : [
          {
            instance: row.instance,
            procedure: row.procedure,
            phase: row.projection.phase,
            ...(row.projection.ended === undefined ? {} : { ended: row.projection.ended }),
            counts: { ...row.projection.counts },
            marks: [...row.projection.marks],
          },
        ],
  );
}
