// Program, not module: lets the Temporal SDK download a release of the development server into a directory, without
// running it. Arguments: directory, version. fetch.ts runs this.
//
// The SDK only offers "download and start". It is told to start with an argument that no process can be given: the
// download happens, the start fails before anything runs, and what came can be checked first.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';

const [, , downloadDir = '', version = ''] = process.argv;
const executable = { type: 'cached-download', version: `v${version}`, downloadDir } as const;
try {
  const environment = await TestWorkflowEnvironment.createLocal({ server: { executable, extraArgs: ['\0'] } });
  await environment.teardown();
  console.error('the SDK started the program before it was checked');
  process.exitCode = 1;
} catch (error) {
  if (!existsSync(join(downloadDir, `temporal-v${version}`))) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
