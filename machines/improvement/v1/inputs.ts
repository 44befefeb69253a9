/** Pieces of the decisions' inputs. No transforms: an event must be JSON-stable. */
import { z } from 'zod';

/** A text for people, never empty. */
export const text = (describe: string, max = 4000) => z.string().min(1).max(max).describe(describe);
/** A text that a rule demands, so that leaving it empty is refused with the clause instead of as a form error. */
export const ruledText = (describe: string, max = 8000) => z.string().max(max).describe(describe);
/** Documents, cited by the SHA-256 of their bytes; whether there must be one is a rule's matter. */
export const documents = (describe: string) =>
  z
    .array(
      z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .meta({ reference: 'document' }),
    )
    .max(50)
    .describe(describe);
/** A person's opaque id. */
export const person = (describe: string) => z.string().min(1).max(64).describe(describe).meta({ reference: 'person' });
/** A department's id. */
export const department = (describe: string) =>
  z.string().min(1).max(64).describe(describe).meta({ reference: 'department' });
/** An organisation's id. */
export const organisation = (describe: string) =>
  z.string().min(1).max(64).describe(describe).meta({ reference: 'organisation' });
/** Another procedure's instance. */
export const instance = (describe: string) =>
  z.string().min(1).max(128).describe(describe).meta({ reference: 'instance' });
/** A JST date. */
export const date = (describe: string) => z.iso.date().describe(describe).meta({ reference: 'date' });
