/** Whether what is kept is what was written, as the last verification found it. */
import { registryChain, tokenChain, type Verification } from '../contract/records/integrity.ts';
import { wrongSentences } from '../model/damage.ts';
import { minuteInWords } from '../model/japan-time.ts';
import type { Finding } from './finding.ts';

/** What is wrong, as far as it is named here; `junkan journal verify --all` tells all. */
const NAMED = 10;
/** Without a verification for so long something is amiss, milliseconds. */
const OVERDUE = 2 * 24 * 60 * 60 * 1000;
/** The same of signing. */
const UNSIGNED = 3 * 60 * 60 * 1000;

/** @param signed when heads were last signed, or looked at whether any moved */
export function integrityFindings(last: Verification | undefined, signed: number | undefined, now: number): Finding[] {
  return [verificationFinding(last, now), signingFinding(signed, now)];
}

function verificationFinding(last: Verification | undefined, now: number): Finding {
  const of = { id: 'verification', what: { ja: '記録の検証', en: 'the records, verified' } };
  const worker = {
    ja: 'junkan（又は junkan worker）が動いているかを確かめてください。起動してまもなく、その後は毎日、検証します。',
    en: 'See whether junkan (or junkan worker) runs: it verifies soon after its start, and every day.',
  };
  if (last === undefined) {
    const found = { ja: 'まだ検証していません。', en: 'Not verified yet.' };
    return { ...of, verdict: 'warning', found, todo: worker };
  }
  const at = minuteInWords(last.finished);
  const verified = {
    ja: `${at.ja} に、記録の鎖${last.chains}本・${last.lines}行を検証しました。`,
    en: `${last.chains} chains with ${last.lines} lines were verified at ${at.en}.`,
  };
  const wrong = wrongSentences(last);
  if (wrong.length === 0) {
    const found = {
      ja: `${verified.ja}書き込まれたときのままです。`,
      en: `${verified.en} They are what was written.`,
    };
    if (now - last.finished <= OVERDUE) return { ...of, verdict: 'good', found };
    return { ...of, verdict: 'warning', found, todo: worker };
  }
  const named = wrong.slice(0, NAMED);
  const more = wrong.length - named.length;
  return {
    ...of,
    verdict: 'bad',
    found: {
      ja: `${verified.ja}${named.map(({ ja }) => ja).join('')}${more > 0 ? `ほかに${more}件あります。` : ''}`,
      en: `${verified.en} ${named.map(({ en }) => en).join(' ')}${more > 0 ? ` And ${more} more.` : ''}`,
    },
    todo: hasOwnJournals(last) ? ownJournals : journals,
  };
}

const journals = {
  ja: 'junkan を通さずに書き込まれています。誰がデータベースに書き込めるかを調べてください。手続の記録は junkan instance rebuild で元に戻せます。戻るまで、その手続では決定できません。',
  en: 'Somebody wrote past junkan: find out who can write into the database. The journal of a procedure is put right with junkan instance rebuild; until then it takes no decision.',
};

/** The registry's and the tokens' journals, and the tables beside them, have nobody else's word: they are named and not put right. */
const ownJournals = {
  ja: 'junkan を通さずに書き込まれています。誰がデータベースに書き込めるかを調べ、書き込めないようにしてください。台帳（registry）とトークン（tokens）の記録や、その表の行は、自動では元に戻りません。それまでの間も、手続は動き、決定もできます。①見覚えのない任命は終了し、見覚えのないトークン・リンク・パスキーは junkan token revoke-all で無効にしてください。②止めてから、書き込まれる前のバックアップを空の場所に復元してください（junkan restore。JUNKAN_DATA/checkpoints も同じ時のものに）。③それより後に台帳に登録したことは、登録し直してください。手続の記録は junkan instance rebuild で元に戻せます。',
  en: 'Somebody wrote past junkan: find out who can write into the database, and end that. The journals of the registry (registry) and of tokens (tokens), and rows of their tables, are not put right by themselves; procedures go on and decisions are taken meanwhile. First end appointments that nobody knows, and all access of whoever has tokens, links or passkeys that nobody knows (junkan token revoke-all). Then stop, and restore the last backup from before into an empty place (junkan restore; JUNKAN_DATA/checkpoints of that time with it). Last, record in the registry again what came since. The journal of a procedure is put right with junkan instance rebuild.',
};

function hasOwnJournals({ damaged, foreign }: Verification): boolean {
  return foreign.length > 0 || damaged.some(({ chain }) => chain === registryChain || chain === tokenChain);
}

function signingFinding(signed: number | undefined, now: number): Finding {
  const of = {
    id: 'signing',
    what: { ja: '記録の署名（データベースの外）', en: 'signed heads, outside the database' },
  };
  if (signed === undefined || signed === 0) {
    const found = { ja: 'まだ署名していません。', en: 'Nothing has been signed yet.' };
    return { ...of, verdict: 'warning', found };
  }
  const at = minuteInWords(signed);
  const found = { ja: `最後は ${at.ja} です。`, en: `Last at ${at.en}.` };
  if (now - signed <= UNSIGNED) return { ...of, verdict: 'good', found };
  return {
    ...of,
    verdict: 'warning',
    found,
    todo: {
      ja: '毎時行われるはずです。junkan（又は junkan worker）が動いているか、JUNKAN_DATA に書き込めるかを確かめてください。',
      en: 'It is done every hour: see whether junkan (or junkan worker) runs and can write to JUNKAN_DATA.',
    },
  };
}
