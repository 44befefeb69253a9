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

/** Runs the longest files first, then the others that have a process of their own, then those that share theirs. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId, project }: TestSpecification): number => {
      const known = longest.findIndex((file) => moduleId.endsWith(file));
      const after = known === -1 ? longest.length : known;
      // A process that is shared ends when a file comes between that wants its own.
      return project.config.isolate ? after : longest.length + 1 + after;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}
