// Program, not module: downloads the Temporal command line tool into the directory named by its argument, the way the
// SDK does it – which means starting the server once. way-download.ts runs it.
import { TestWorkflowEnvironment } from '@temporalio/testing';

const environment = await TestWorkflowEnvironment.createLocal({
  server: { executable: { type: 'cached-download', downloadDir: process.argv[2] } },
});
await environment.teardown();
