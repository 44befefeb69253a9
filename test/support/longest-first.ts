import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take longest, longest first, and so begin first: none of them is still running alone when everything else is
 * done. Vitest knows the order only of files it has run on this machine before.
 */
const longest = [
  'test/durable/whole-year.test.ts',
  'test/app/two-of-each.test.ts',
  'test/exploration/cycle.test.ts',
  'test/exploration/audit.test.ts',
  'test/app/real-installation.test.ts',
  'test/app/killed.test.ts',
  'test/exploration/improvement.test.ts',
  'test/mail/kill.test.ts',
  'test/durable/kill.test.ts',
  'test/durable/schedule-outage.test.ts',
  'test/exploration/notices.test.ts',
];

/** Runs the longest files first, the others in vitest's own order. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const known = longest.findIndex((file) => moduleId.endsWith(file));
      return known === -1 ? longest.length : known;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}
