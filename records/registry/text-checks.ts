/** Checks of single values. Each returns what is wrong in both languages, or nothing. */
import { isLocalDate } from '../../model/japan-time.ts';
import { type AddressFault, readMailAddress } from '../../model/mail-address.ts';
import type { Text } from '../../model/text.ts';

const idPattern = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const hashPattern = /^[0-9a-f]{64}$/;

/** Longest name of a body, department or person, in characters (code points). */
export const longestName = 200;

/** Longest text of a contract, declaration, order or legal basis. */
export const LONGEST_TEXT = 1_000;

/** What a text must not hold: it must be what it looks like. */
const forbidden: readonly { readonly pattern: RegExp; readonly text: Text }[] = [
  {
    pattern: /[\p{Cc}\p{Zl}\p{Zp}]/u,
    text: {
      ja: '制御文字（改行・タブ・U+0000 など）が含まれています。取り除いてください',
      en: 'it contains a control character (line break, tab, U+0000 or the like): remove it',
    },
  },
  {
    pattern: /\p{Bidi_Control}/u,
    text: {
      ja: '文字の向きを変える見えない文字（双方向制御文字）が含まれています。取り除いてください',
      en: 'it contains an invisible character that changes the direction of writing: remove it',
    },
  },
  {
    pattern: /\p{Co}/u,
    text: {
      ja: '外字（私用領域の文字）が含まれています。ほかの機械では別の文字になるか、表示されません。Unicode の文字に置き換えてください',
      en: 'it contains a private-use character (外字), which other machines show as something else or not at all: replace it',
    },
  },
  {
    pattern: /\p{Noncharacter_Code_Point}/u,
    text: {
      ja: '文字ではないコード（U+FFFF など）が含まれています。取り除いてください',
      en: 'it contains a code that is no character (U+FFFF or the like): remove it',
    },
  },
  {
    pattern: /\ufffd/u,
    text: {
      ja: '置換文字 U+FFFD が含まれています（文字コードの変換に失敗した跡です）。元の文字に直してください',
      en: 'it contains U+FFFD, the trace of a failed conversion: put the original character back',
    },
  },
  {
    // A variation selector stands behind the character whose glyph it selects, as in 葛󠄀城; nowhere else does it show.
    pattern:
      /(?!\p{Variation_Selector})[\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]|(?<![\p{L}\p{N}\p{P}\p{S}])\p{Variation_Selector}/u,
    text: {
      ja: '見えない文字（ゼロ幅スペースなど）が含まれています。取り除いてください',
      en: 'it contains an invisible character (zero-width space or the like): remove it',
    },
  },
];

/** A text of people: well-formed Unicode, visible, no spaces around it, not empty, not too long. */
export function textProblem(text: string, longest: number = longestName): Text | undefined {
  // A text far too long is not looked at further: a character is at most two code units.
  if (text.length > 2 * longest) return tooLong(text.length, longest);
  if (/\p{Cs}/u.test(text)) {
    return {
      ja: '壊れた文字（対にならないサロゲート）が含まれています',
      en: 'it contains half a character (a lone surrogate)',
    };
  }
  for (const { pattern, text: problem } of forbidden) if (pattern.test(text)) return problem;
  if (text.trim() === '') return { ja: '空です。値を入れてください', en: 'it is empty: fill it in' };
  if (text.trim() !== text)
    return { ja: '前後に空白があります。取り除いてください', en: 'it begins or ends with a space: remove it' };
  const length = Array.from(text).length;
  if (length > longest) return tooLong(length, longest);
  return /[\p{L}\p{N}]/u.test(text) ? undefined : noLetter;
}

const noLetter: Text = {
  ja: '文字が一つもありません（記号だけです）。文字を入れてください',
  en: 'there is no letter in it, only signs: write what it is called',
};

/** A name of a body, a department or a person: a text with a letter in it. */
export function nameProblem(name: string): Text | undefined {
  return textProblem(name) ?? (/\p{L}/u.test(name) ? undefined : noLetter);
}

function tooLong(length: number, longest: number): Text {
  return {
    ja: `長すぎます（${length}文字。${longest}文字まで）`,
    en: `it is too long (${length} characters; at most ${longest})`,
  };
}

/** An id: it stands in addresses and workflow ids. */
export function idProblem(id: string): Text | undefined {
  if (idPattern.test(id)) return undefined;
  return {
    ja: `ID ${quote(id)} は使えません。英小文字・数字・ハイフンだけで63文字まで（先頭と末尾は英数字）にしてください`,
    en: `the id ${quote(id)} cannot be used: only a–z, 0–9 and hyphens, at most 63, beginning and ending with a letter or digit`,
  };
}

export function dateProblem(date: string): Text | undefined {
  if (isLocalDate(date) && date >= '1800-01-01' && date <= '9000-12-31') return undefined;
  return {
    ja: `${quote(date)} は存在しない日付です。2026-04-01 のように書いてください`,
    en: `${quote(date)} is not a date that exists: write it like 2026-04-01`,
  };
}

export function hashProblem(hash: string): Text | undefined {
  if (hashPattern.test(hash)) return undefined;
  return {
    ja: '文書のハッシュは SHA-256（16進小文字64桁）で書いてください',
    en: 'a document is cited by its SHA-256: 64 lower-case hexadecimal digits',
  };
}

const addressFaults: Readonly<Record<AddressFault, (mail: string) => Text>> = {
  form: () => ({
    ja: '「名前@ドメイン」の形のアドレス一つだけにしてください',
    en: 'give one address alone, name@domain',
  }),
  wide: () => ({
    ja: '全角の文字があります。半角で書いてください',
    en: 'it has full-width characters: write it in ASCII',
  }),
  name: () => ({
    ja: '@ より前は、半角の英数字と . _ - + などにしてください',
    en: 'in front of the @ only ASCII letters, digits and . _ - + and the like',
  }),
  dots: (mail) => {
    const quoted = mail.replace(/^(.*)@/, '"$1"@');
    return {
      ja: `@ より前の「.」の位置が規格に合いません。携帯電話の古いアドレスで、これで正しいときは ${quoted} と書いてください`,
      en: `the dots in front of the @ are not where they may stand: if this is an old carrier's address and right, write ${quoted}`,
    };
  },
  domain: () => ({ ja: '@ より後のドメインが正しくありません', en: 'what stands behind the @ is no domain' }),
  length: () => ({
    ja: '長すぎます（@ より前は64文字、全体で254文字まで）',
    en: 'it is too long (64 characters in front of the @, 254 in all)',
  }),
};

/** The same check as the mailer's: what is recorded can be sent to. */
export function mailProblem(mail: string): Text | undefined {
  const read = readMailAddress(mail);
  if (!('fault' in read)) return undefined;
  const { ja, en } = addressFaults[read.fault](mail);
  return {
    ja: `${quote(mail)} はメールアドレスではありません。${ja}`,
    en: `${quote(mail)} is not a mail address: ${en}`,
  };
}

/** 法人番号: 13 digits, the first of which is the check digit over the other twelve. */
export function corporateNumberProblem(number: string): Text | undefined {
  if (/^\d{13}$/.test(number)) {
    const digits = Array.from(number, Number);
    const sum = digits.slice(1).reduce((total, digit, index) => total + digit * (index % 2 === 0 ? 2 : 1), 0);
    if (digits[0] === 9 - (sum % 9)) return undefined;
  }
  return {
    ja: `${quote(number)} は法人番号ではありません（13桁、先頭が検査数字）`,
    en: `${quote(number)} is not a corporate number (13 digits, the first a check digit)`,
  };
}

/** A value as it is shown in a message: cut short, nothing invisible in it. */
export function quote(value: string): string {
  const shown = Array.from(value).slice(0, 40).join('');
  return (
    JSON.stringify(shown.replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, '\ufffd')) +
    (shown.length < value.length ? '…' : '')
  );
}
