/** What a line says of one row. */
export interface JournaledRow {
  readonly kind:
    | 'organisation'
    | 'department'
    | 'person'
    | 'appointment'
    | 'nomination'
    | 'register'
    | 'change'
    | 'ending'
    | 'claim'
    | 'identity'
    | 'passkey'
    | 'feed'
    | 'webhook'
    | 'instance'
    | 'derived';
  /** Opaque; departments as `organisation/department`, registers as `organisation/register/key`, ends that may be objected to as `change/appointment`. */
  readonly id: string;
  /** Of a fact: added or changed; of a change, a claim, an identity, a passkey, a calendar link or a webhook: what became of it, e.g. `proposed`, `approved`, `claimed`, `bound`, `enrolled`, `made`, `rotated`. */
  readonly act: string;
  /** The row as it stands afterwards; of a change or a claim what is to be said of it, without names. */
  readonly row: object;
}
