import { buildChoiceParser } from '@stricli/core';
import type { Asked } from './described.built.ts';

/** What the reader gave by flags; everything as text, as it stands in an address. */
export type Given = Readonly<Record<string, string | undefined>>;

/** The query of an endpoint as flags. */
export function flagsOf({ query }: { query: readonly Asked[] }) {
  return Object.fromEntries(query.map((asked) => [asked.name, flagOf(asked)]));
}

/** A yes/no stands alone (`inferEmpty`); it is no boolean to the library, which knows those by name only. */
function flagOf({ brief, values }: Asked) {
  const flag = { kind: 'parsed', optional: true } as const;
  if (values === 'yes') return { ...flag, brief, inferEmpty: true, placeholder: 'true|false', parse: yes } as const;
  if (values === 'any') return { ...flag, brief, parse: String };
  return { ...flag, brief: `${brief}: ${values.join(', ')}`, parse: buildChoiceParser(values) };
}

function yes(text: string): string {
  return text === '' ? 'true' : text;
}
