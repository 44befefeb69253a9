/** The read model beside the journals: whether every derived row is what they say. */
import type { Json } from '../../model/json.ts';
import type { InstanceId } from '../../model/identifiers.ts';

/** A derived row that is not what the journals say. */
export interface Difference {
  readonly table: string;
  /** The columns by which it is known. */
  readonly key: Readonly<Record<string, Json>>;
  /** It says something else; it is not there; nothing accounts for it. */
  readonly kind: 'altered' | 'missing' | 'added';
  /** Of an altered row: what stands there, and what the journals say, each shortened around the first difference. */
  readonly columns: readonly { readonly name: string; readonly there: string; readonly said: string }[];
}

/** What a comparison tells, one after the other; the last is the end. */
export type Derived =
  | { readonly told: 'difference'; readonly difference: Difference }
  /** Its chain is not whole from there on, or contents were erased: nothing is derived from it, nor its body's lines on the board. */
  | {
      readonly told: 'skipped';
      readonly instance: InstanceId;
      readonly why: 'damaged' | 'erased';
      readonly seq: number;
    }
  | { readonly told: 'end'; readonly sums: DerivedSums };

/** What a comparison came to. */
export interface DerivedSums {
  readonly instances: number;
  readonly entries: number;
  /** Rows compared, by table. */
  readonly rows: Readonly<Record<string, number>>;
  /** Differences, and instances passed over, also those beyond the ones that were told. */
  readonly differences: number;
  readonly skipped: number;
  /** Whether what differed was put right. */
  readonly mended: boolean;
}

export interface Derivation {
  /**
   * Derives everything anew and compares, instance by instance, each of one moment, while others go on writing; `mend` puts
   * right what differs. A hundred differences and a hundred instances passed over are told, the others counted.
   */
  compare(asked: { readonly mend: boolean }): AsyncIterable<Derived>;
}
