/** What headquarters' year gives an audit when it starts it, and the memory it begins with. */
import { z } from 'zod';
import type { BaseContext, Json } from '../../core/index.ts';
import { bodyKinds, profileName, type AuditKind, nothingYet } from '../../kit/v1/index.ts';
import type { Context } from './types.ts';

export const opening = z.object({
  programme: z
    .string()
    .max(128)
    .describe('本部監査・方向性の年度 / headquarters’ year')
    .meta({ reference: 'instance' }),
  ref: z.string().max(100).describe('年度の計画又は指示の番号 / which of it'),
  subject: z.string().max(64).describe('監査の対象機関 / body audited').meta({ reference: 'organisation' }),
  kinds: z.array(z.enum(['management', 'penetration', 'followUp'] satisfies AuditKind[])).min(1),
  reason: z.string().max(4000).optional().describe('命じた理由 / why it was ordered'),
  facts: z.object({ bodies: bodyKinds }),
});

type Opening = z.output<typeof opening>;

/** What is looked up at the beginning: which bodies there are, headquarters among them. */
export function startAsks(): Readonly<Record<string, Json>> {
  return { bodies: {} };
}

/** The context an audit begins with. */
export function beginning({ facts, programme, ref, subject, kinds, reason, ...base }: Opening & BaseContext): Context {
  // It was a body of such a kind when the plan was made; one that is gone since is audited no more, but told of.
  const profile = profileName.safeParse(facts.bodies.find(({ id }) => id === subject)?.kind).data ?? 'ministry';
  return {
    ...nothingYet(base),
    programme,
    ref,
    subject,
    profile,
    addressee: subject,
    kinds,
    ...(reason !== undefined && { reason }),
    headquarters: facts.bodies.filter(({ kind }) => kind === 'headquarters').map(({ id }) => id),
    auditors: [],
    requests: [],
    findings: [],
    confirmations: [],
    items: [],
    reportedTo: [],
  };
}
