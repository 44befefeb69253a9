/** What the agency's cycle, audits by headquarters and the registry tell its supervision. */
import { z } from 'zod';
import { fields, toRoles, withAll, dueFact, openedForEach, type Change, type Tells } from '../../kit/v1/index.ts';
import { changing, competence } from './competence.ts';
import type { EventOf } from './events.ts';
import { handlers } from './kit.ts';
import { unreceived, type Context } from './types.ts';

export const told = {
  /** It opens no text: what the ministries read is submitted here. */
  resultGiven: {
    input: z.object({
      cycle: fields.instance('年度サイクル / cycle'),
      result: z.string().max(200),
      document: z.string().max(64),
    }),
    rules: [],
  },
  adviceDisposed: {
    input: z.object({ ref: fields.ref('求める事項 / point'), disposition: z.enum(['now', 'later', 'not']) }),
    rules: [],
  },
  auditResultReported: {
    input: z.object({
      audit: fields.instance('本部監査 / audit'),
      ministries: z.array(z.string().max(64)).max(20),
      document: z.string().max(64),
      /** When the receipt falls due, as the sender looked it up. */
      due: dueFact.element.optional(),
    }),
    rules: [],
  },
  /** The registry: whatever of it is other than before. */
  competenceChanged: { input: competence, rules: [] },
} as const satisfies Tells;

/** A report told again, to ministries that had none, adds those. */
function reported(context: Context, { input }: EventOf<'auditResultReported'>): Change<Context> {
  const { audit, ministries, document, due } = input;
  const known = context.audits.find((one) => one.audit === audit);
  const others = context.audits.filter((one) => one !== known);
  const all = withAll(known?.ministries ?? [], ...ministries);
  const report = { audit, ministries: all, document, at: context.at, received: known?.received ?? [] };
  const waiting = unreceived(context, report).filter((ministry) => ministries.includes(ministry));
  return {
    audits: [...others, report],
    documents: withAll(context.documents, document),
    ...(due && { dueItems: openedForEach(context, `receipt:${audit}`, waiting, due, ['supervisingStaff']) }),
  };
}

/** What the CISO made of each point. */
function disposed({ parts }: Context, { input }: EventOf<'adviceDisposed'>): Change<Context> {
  const { ref, disposition } = input;
  return {
    parts: parts.map((part) => {
      if (part.evaluation === undefined) return part;
      const points = part.evaluation.points.map((one) => (one.ref === ref ? { ...one, disposition } : one));
      return { ...part, evaluation: { ...part.evaluation, points } };
    }),
  };
}

export const on = {
  live: handlers(told, {
    resultGiven: {
      change: ({ at }, { input: { result, document } }) => ({ cycleResult: { outcome: result, made: document, at } }),
      causes: ({ after }) => [toRoles(after, ['promotionOffice', 'ciso'], 'resultToSubmit')],
    },
    adviceDisposed: { change: disposed },
  }),
  evaluation: handlers(told, { competenceChanged: changing }),
  audits: handlers(told, {
    auditResultReported: {
      target: '.reported',
      change: reported,
      causes: ({ event }) =>
        event.input.ministries.map((organisation) =>
          toRoles({ organisation }, ['supervisingStaff'], 'auditResultReported'),
        ),
    },
  }),
};
