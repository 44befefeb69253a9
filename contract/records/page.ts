/** A page of a list, and the cursor of the next one where there is more. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}
