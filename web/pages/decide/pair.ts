/**
 * Decisions taken in place of each other – approve or return – share a page. The fields of the other one stand below
 * `_or.<decision>`; when that one is chosen, what was sent changes places and goes on as its own form.
 */

/** The field of the one question. */
export const whichField = '_which';

/** Where the fields of another decision stand. */
export function below(decision: string): string {
  return `_or.${decision}`;
}

/** Besides its own fields a form holds these, whichever is chosen. */
const shared = /^(_|standIn(\.|$)|enteredFor(\.|$))/;

/** The decision that was chosen on the page of another, and what was sent as its own form has it. */
export function chosenIn(
  decision: string,
  fields: FormData,
): { readonly decision: string; readonly fields: FormData } | undefined {
  const which = fields.get(whichField);
  if (typeof which !== 'string' || which === '' || which === decision || !/^[a-zA-Z]+$/.test(which)) return undefined;
  const its = `${below(which)}.`;
  const swapped = new FormData();
  for (const [name, value] of fields) {
    const moved = name.startsWith(its)
      ? name.slice(its.length)
      : shared.test(name)
        ? name
        : `${below(decision)}.${name}`;
    swapped.append(moved, value);
  }
  return { decision: which, fields: swapped };
}
