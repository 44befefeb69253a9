/** Pieces of the decisions' inputs. No transforms: an event must be JSON-stable. */
import { z } from 'zod';

/** A plain text for people, never empty. */
export const text = (describe: string, max = 4000) => z.string().min(1).max(max).describe(describe);
/** A document, cited by the SHA-256 of its bytes. */
export const document = (describe: string) =>
  z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe(describe)
    .meta({ reference: 'document' });
/** A person's opaque id. */
export const person = (describe: string) => z.string().min(1).max(64).describe(describe).meta({ reference: 'person' });
/** A department's id. */
export const department = (describe: string) =>
  z.string().min(1).max(64).describe(describe).meta({ reference: 'department' });
/** A JST date. */
export const date = (describe: string) => z.iso.date().describe(describe).meta({ reference: 'date' });
/** A period, both days included. */
export const period = (describe: string) =>
  z.strictObject({ from: date('期間の初日 / first day'), to: date('期間の末日 / last day') }).describe(describe);
/** Number of a finding within its audit, counted from 1. */
export const findingNumber = z.int().positive().max(9999).describe('指摘の番号 / number of the finding');
