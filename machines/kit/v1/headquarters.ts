/** What is decided and audited by headquarters 戦略本部, in whichever procedure. */
import { z } from 'zod';
import type { Decision } from '../../core/index.ts';
import { oneOf, titled } from './fields.ts';

const reads = z.object({ headquarters: z.array(z.string()) });

/** Headquarters decides in the centre's procedure: by its own posts, in its own body. The bodies come from the registry alone. */
export const byHeadquarters = {
  by: ['headquarters'],
  bodies: (context) => reads.parse(context).headquarters,
} as const satisfies Pick<Decision, 'by' | 'bodies'>;

/** Kinds of its audits 監査の種別. */
export const auditKinds = {
  management: { ja: 'マネジメント監査', en: 'management audit' },
  penetration: { ja: 'ペネトレーションテスト', en: 'penetration test' },
  followUp: { ja: 'フォローアップ', en: 'follow-up' },
} as const;

export type AuditKind = keyof typeof auditKinds;

/** Which kinds one audit is of. */
export const kindsField = z
  .array(oneOf('監査の種別 / kind of audit', auditKinds))
  .min(1)
  .max(3)
  .meta(titled('監査の種別 / kinds of audit'));
