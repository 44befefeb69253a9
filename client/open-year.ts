/** Opening a fiscal year for many bodies: started here, carried by the workflow `openYear`. */
import type { Client } from '@temporalio/client';
import {
  openYearWorkflow,
  progressQuery,
  taskQueue,
  type OpeningProgress,
  type OpenYearInput,
} from '../contract/messages.ts';
import type { YearOpener } from '../contract/engine.ts';
import { openingId } from '../model/opening.ts';
import { genuine, type Call } from './errors.ts';

/** Makes the opener on a client; `call` gives the engine's deadlines and errors. */
export function makeYearOpener(client: Client, call: Call): YearOpener {
  return {
    openYear({ year, organisations }) {
      const sorted = [...new Set(organisations)].sort();
      const id = openingId(year, sorted);
      const input: OpenYearInput = { year, organisations: sorted };
      return call(id, async () => {
        await client.workflow.start(openYearWorkflow, {
          workflowId: id,
          taskQueue,
          args: [input],
          workflowIdReusePolicy: 'ALLOW_DUPLICATE',
          workflowIdConflictPolicy: 'USE_EXISTING',
        });
        return id;
      });
    },
    opening: (id) =>
      call(id, async () => {
        const handle = client.workflow.getHandle(id);
        const { status } = await handle.describe();
        // An ended opening answers by its result: a query of it would have to be replayed.
        if (status.name === 'COMPLETED') {
          const progress: OpeningProgress = genuine(await handle.result());
          return { ...progress, finished: true };
        }
        return { ...genuine(await handle.query<OpeningProgress>(progressQuery)), finished: false };
      }),
  };
}
