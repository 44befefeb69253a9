/**
 * Independence of the team (3-15: 点検対象の部門や者から独立した組織又は部門による監査): never from anybody's word alone
 * (conflicts.ts), one rule per reason, so that a refusal says which it is and because of which post.
 */
import type { PersonId } from '../../../model/identifiers.ts';
import type { Thing } from '../../core/index.ts';
import { audits } from '../../kit/v1/index.ts';
import { conflictsOf, examinedBy, type Conflict } from './conflicts.ts';
import type { JudgedBy } from './events.ts';
import { ruleTable } from './kit.ts';
import type { Context } from './types.ts';

/** What stands at each check of the team – assignment, fieldwork, replacement, report – in the order of a refusal. */
export const independent = [
  'auditorsFound',
  'auditorsHoldNoPostThere',
  'auditorsOwnNoMeasureThere',
  'promotionOfficeDoesNotAudit',
  'thoseInChargeDoNotAudit',
  'coolingOffIsOver',
  'noConflictDeclared',
  'auditorsHaveStanding',
] as const;

type TeamCheck = JudgedBy<(typeof independent)[number]>;

/** What shows this conflict of a person checked. */
function shown(conflict: Conflict, person: PersonId, context: Context, event: TeamCheck): readonly Thing[] {
  const found = conflictsOf(person, examinedBy(context), event.facts);
  return found.flatMap((one) => (one.conflict === conflict ? one.about : []));
}

/** How a rule judges that nobody of the team has this conflict. */
function nobodyHas(conflict: Conflict) {
  return audits.nothingAgainst((person, context: Context, event: TeamCheck) => shown(conflict, person, context, event));
}

/** The rules of independence over the team, one per reason, so that a refusal says which it is. */
export const rules = ruleTable({
  auditorsFound: {
    clause: '3-15',
    basis: 'design',
    concerns: 'facts',
    reads: ['state', 'input', 'facts'],
    ja: '監査実施者又は対象部署が台帳に見つかりません。登録を確かめ、もう一度照会してください。',
    en: 'An auditor or an audited department was not found in the registry. Check the registration and look up again.',
    met: { ja: '監査実施者と対象部署が台帳にある', en: 'auditors and audited departments are in the registry' },
    ...nobodyHas('notFound'),
  },
  auditorsHoldNoPostThere: {
    clause: '3-15',
    basis: 'text',
    concerns: 'facts',
    reads: ['state', 'input', 'facts'],
    ja: '監査実施者の中に、対象部署に現に在職し又は対象期間に在職した者がいます。独立した別の者に替えてください。',
    en: 'An auditor holds, or in the period audited held, a post in an audited department. Choose someone independent instead.',
    met: {
      ja: '監査実施者は対象部署に在職せず、対象期間にも在職していなかった',
      en: 'no auditor holds, or in the period held, a post in an audited department',
    },
    ...nobodyHas('post'),
  },
  auditorsOwnNoMeasureThere: {
    clause: '3-15',
    basis: 'text',
    concerns: 'facts',
    reads: ['state', 'input', 'facts'],
    ja: '監査実施者の中に、対象部署で行われる対策の担当職に就く者がいます。独立した別の者に替えてください。',
    en: 'An auditor owns a measure that is carried out in an audited department. Choose someone independent instead.',
    met: {
      ja: '監査実施者は対象部署で行われる対策の担当職に就いていない',
      en: 'no auditor owns a measure carried out in an audited department',
    },
    ...nobodyHas('measure'),
  },
  promotionOfficeDoesNotAudit: {
    clause: '3-15',
    basis: 'design',
    concerns: 'facts',
    reads: ['state', 'input', 'facts'],
    ja: '監査実施者の中に、情報セキュリティ対策推進体制（事務局）の者がいます。自らの業務を含む監査は行えないため、別の者に替えてください。',
    en: 'An auditor is, or in the period was, of the promotion office, which never audits its own work. Choose someone else.',
    met: {
      ja: '監査実施者に情報セキュリティ対策推進体制（事務局）の者はいない',
      en: 'no auditor is of the promotion office',
    },
    ...nobodyHas('promotionOffice'),
  },
  thoseInChargeDoNotAudit: {
    clause: '3-15',
    basis: 'design',
    concerns: 'facts',
    reads: ['state', 'input', 'facts'],
    ja: '監査実施者の中に、最高情報セキュリティ責任者、同副責任者又は統括情報セキュリティ責任者がいます。点検対象の者に当たるため、別の者に替えてください。',
    en: 'An auditor is the CISO, the deputy or the head of information security officers, who are among those inspected. Choose someone else.',
    met: {
      ja: '監査実施者に最高情報セキュリティ責任者、同副責任者及び統括情報セキュリティ責任者はいない',
      en: 'no auditor is the CISO, the deputy or the head of information security officers',
    },
    ...nobodyHas('inCharge'),
  },
  coolingOffIsOver: {
    clause: '3-15',
    basis: 'design',
    concerns: 'facts',
    reads: ['state', 'input', 'facts'],
    ja: '監査実施者の中に、対象期間の前の冷却期間内に対象部署に在職した者がいます。別の者に替えてください。',
    en: 'An auditor held a post in an audited department within the cooling-off days before the period. Choose someone else.',
    met: {
      ja: '監査実施者は冷却期間内に対象部署に在職していない',
      en: 'no auditor held a post in an audited department within the cooling-off days',
    },
    ...nobodyHas('coolingOff'),
  },
  noConflictDeclared: {
    clause: '3-15',
    basis: 'design',
    concerns: 'facts',
    reads: ['state', 'input', 'facts'],
    ja: '監査実施者の中に、自ら利害関係を申し出た者がいます。独立した別の者に替えてください。',
    en: 'An auditor has declared a conflict of interest. Choose someone independent instead.',
    met: { ja: '監査実施者から利害関係の申出はない', en: 'no auditor has declared a conflict of interest' },
    ...nobodyHas('declared'),
  },
  auditorsHaveStanding: {
    clause: '3-15',
    basis: 'design',
    concerns: 'facts',
    reads: ['state', 'input', 'facts'],
    ja: '監査実施者の中に、当機関に在職せず、外部の監査人としての契約又は宣言もない者がいます。当機関の者か、契約期間中で対象の設計・構築・運用・助言に関与していない旨の宣言を提出した外部の者に替えてください。',
    en: 'An auditor is neither of this body nor from outside with a contract in force and a declaration of not having designed, built, operated or advised on the subject. Choose someone who is.',
    met: {
      ja: '監査実施者は当機関の者又は契約・宣言のある外部の者である',
      en: 'auditors are of this body, or from outside with contract and declaration',
    },
    ...nobodyHas('noStanding'),
  },
});
