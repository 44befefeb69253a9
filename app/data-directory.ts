import { resolve } from 'node:path';
import { findRoot } from './root.ts';

/**
 * `JUNKAN_DATA`, absolute: where everything is kept. Commands that only talk to a running system need nothing else of its
 * configuration.
 */
export function dataDirectoryOf(environment: NodeJS.ProcessEnv): string {
  return resolve(findRoot().root, environment['JUNKAN_DATA'] || '.junkan');
}
