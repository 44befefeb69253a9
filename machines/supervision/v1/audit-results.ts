/** Results of audits by headquarters, which the agency reports to every competent ministry; each receives its own (5-4). */
import { z } from 'zod';
import { fields, instanceThing, met, toRoles, ways, type Change, type Decisions } from '../../kit/v1/index.ts';
import { ministriesField, ofMinistries } from './competence.ts';
import type { EventOf } from './events.ts';
import { handlers, route, ruleTable } from './kit.ts';
import { isReceived, unreceived, type Context } from './types.ts';

export const decisions = {
  receiveAuditResult: {
    input: z.strictObject({
      ministries: ministriesField,
      audit: fields.instance('報告された本部監査 / the audit reported', { choices: 'auditsToReceive' }),
    }),
    by: ['supervisingStaff'],
    bodies: ofMinistries,
    clause: '5-4',
    room: 'always',
    rules: ['ministriesHaveParts', 'actsForOwnMinistry', 'auditWaits'],
    label: { ja: '本部監査の結果の報告を受領する', en: 'receive the report of an audit' },
    why: {
      ja: '法人から本部監査の結果が報告されました。',
      en: 'The agency has reported the result of an audit by headquarters.',
    },
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  auditWaits: {
    clause: '5-4',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '受領を待つ監査結果の報告が、その府省庁にはありません。',
    en: 'No report of that audit waits for that ministry.',
    met: { ja: '受領を待つ報告がある', en: 'the report waits to be received' },
    test: ({ context, event: { input } }) =>
      context.audits.some(
        (one) => one.audit === input.audit && input.ministries.every((each) => unreceived(context, one).includes(each)),
      ),
    about: ({ event }) => [instanceThing('audit', event.input.audit)],
    paths: () => ['audit', 'ministries'],
  },
});

function received(context: Context, { input }: EventOf<'receiveAuditResult'>): Change<Context> {
  const { audit, ministries } = input;
  return {
    audits: context.audits.map((one) =>
      one.audit === audit ? { ...one, received: [...one.received, ...ministries] } : one,
    ),
    dueItems: met(context, ...ministries.map((ministry) => `receipt:${audit}:${ministry}`)),
  };
}

export const routes = {
  /** With this every ministry competent now has every report that was made to it. */
  lastReceived: route({
    reads: ['state', 'input'],
    of: ['receiveAuditResult'],
    test: ({ context, event }) => isReceived({ ...context, ...received(context, event) }),
  }),
};

export const on = {
  audits: handlers(decisions, {
    receiveAuditResult: ways(
      { change: received, causes: ({ after }) => [toRoles(after, ['ciso', 'promotionOffice'], 'auditResultReceived')] },
      { when: 'lastReceived', target: '.received' },
      {},
    ),
  }),
};
