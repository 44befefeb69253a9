import type { Instant, PersonId } from '../../model/identifiers.ts';

/** How long a form is kept whose sender's session had ended, milliseconds. */
export const FORM_KEPT = 60 * 60 * 1000;
/** How many are kept of one person; the oldest go. */
export const FORMS_KEPT = 3;

/** A form that somebody sent when their session had ended, sealed: the key stands in their browser alone. */
export interface KeptForm {
  readonly id: string;
  readonly person: PersonId;
  readonly sealed: Uint8Array;
}

export interface KeptForms {
  keep(form: KeptForm, at: Instant): Promise<void>;
  /** Of that person, within the hour; undefined otherwise. */
  get(id: string, person: PersonId, at: Instant): Promise<Uint8Array | undefined>;
  forget(id: string, person: PersonId): Promise<void>;
}
