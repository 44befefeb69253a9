/**
 * Pieces of the decisions' inputs: what people fill in, described in both languages. `reference` says what a field names;
 * border, pages and command line read it. No transforms: an event must be JSON-stable.
 */
import { z } from 'zod';
import { sha256 } from '../../../model/pattern.ts';

/** A text of a fixed form, with the sentence that says which. */
export { matching } from '../../../model/pattern.ts';

/** A short line: a version, a title, a number. */
export const line = (describe: string) => z.string().min(1).max(200).describe(describe);
/** A text for people, never empty; longer ones are documents. */
export const text = (describe: string, max = 4000) => z.string().min(1).max(max).describe(describe);
/** A text that may stay empty; a rule says when it must not, so that the refusal cites its clause. */
export const ruledText = (describe: string, max = 8000) => z.string().max(max).describe(describe);
/** True for a text that says something: what rules ask of a `ruledText`. */
export const isFilled = (said: string | undefined): boolean => (said ?? '').trim() !== '';
/** A document, cited by the SHA-256 of its bytes. */
export const document = (describe: string) => sha256().describe(describe).meta({ reference: 'document' });
/** Documents; whether there must be one is a rule's matter. */
export const documents = (describe: string) => z.array(document('文書 / document')).max(50).describe(describe);
/** A person's opaque id. */
export const person = (describe: string) => z.string().min(1).max(64).describe(describe).meta({ reference: 'person' });
/** A department's id. */
export const department = (describe: string) =>
  z.string().min(1).max(100).describe(describe).meta({ reference: 'department' });
/** An organisation's id. */
export const organisation = (describe: string) =>
  z.string().min(1).max(64).describe(describe).meta({ reference: 'organisation' });
/** Another procedure's instance. */
export const instance = (describe: string) =>
  z.string().min(1).max(128).describe(describe).meta({ reference: 'instance' });
/** Something named elsewhere in the procedure: a measure, a finding, an owed item. */
export const ref = (describe: string) => z.string().min(1).max(200).describe(describe);
/** A JST date, of years that are counted with. */
export const date = (describe: string) =>
  z.iso
    .date()
    .regex(/^(?:19|2\d)/, { error: '1900年から2999年までの日付を指定してください。 / Give a date from 1900 to 2999.' })
    .describe(describe)
    .meta({ reference: 'date' });
/** A period, both days included. */
export const period = (describe: string) =>
  z.strictObject({ from: date('期間の初日 / first day'), to: date('期間の末日 / last day') }).describe(describe);
/** How many. */
export const count = (describe: string) => z.int().min(0).max(10_000_000).describe(describe);
/** Yes or no. */
export const yes = (describe: string) => z.boolean().describe(describe);
/** A fiscal year 年度. */
export const fiscalYear = (describe: string) => z.int().min(2000).max(2200).describe(describe);
