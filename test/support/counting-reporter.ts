import type { Reporter, TestModule } from 'vitest/node';
import { writeFileSync } from 'node:fs';

/**
 * Counts tests for whoever wants one line at the end (`.ci/run`): writes `N passed, N failed` to the file named by
 * JUNKAN_TEST_COUNT. A file that does not load and an error outside any test count as failed.
 */
export default class CountingReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const file = process.env['JUNKAN_TEST_COUNT'];
    if (file === undefined) return;
    let passed = 0;
    let failed = unhandled.length;
    for (const module of modules) {
      const states = [...module.children.allTests()].map((test) => test.result().state);
      passed += states.filter((state) => state === 'passed').length;
      const here = states.filter((state) => state === 'failed').length;
      failed += here === 0 && module.state() === 'failed' ? 1 : here;
    }
    writeFileSync(file, `${passed} passed, ${failed} failed\n`);
  }
}
