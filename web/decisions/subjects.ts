/** What an entry is about, in its sentence: a finding by number and title, for who reads it. */
import type { Json, Procedure } from '../../machines/core/index.ts';
import type { Text } from '../../model/text.ts';
import { isContext } from '../access/contents.ts';

/** What an entry is about; nothing where that is not the reader's to read. */
export function subjectOf(procedure: Procedure, event: Json, context: Json | undefined): Text | undefined {
  if (context === undefined || !isContext(context)) return undefined;
  try {
    return procedure.subject?.(context, event);
  } catch {
    return undefined;
  }
}

export function withSubject({ ja, en }: Text, subject: Text | undefined): Text {
  return subject === undefined ? { ja, en } : { ja: `${ja}（${subject.ja}）`, en: `${en} (${subject.en})` };
}
