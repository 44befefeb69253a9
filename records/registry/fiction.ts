/**
 * What is invented must be seen to be invented: ids of bodies begin with `demo-`, names end with （架空） and (fictional),
 * mail addresses lie in `.example` – and nothing invented is ever attached to a real body (order, "Demonstration or real").
 * The registry keeps it, so that no seed, import or walkthrough can break it.
 */

/** True for the id of an invented body. */
export function isFictionalId(organisation: string): boolean {
  return organisation.startsWith('demo-');
}

/** Whether a pair of names says that it is invented; `undefined` when one says so and the other does not. */
export function areFictionalNames(nameJa: string, nameEn: string): boolean | undefined {
  const ja = nameJa.endsWith('（架空）');
  const en = nameEn.endsWith('(fictional)');
  return ja === en ? ja : undefined;
}
