import type { Parts } from './parts.ts';

/**
 * After a change of the registry or the common registers that procedures have to learn of: has the round made at once.
 * Nobody waits for it; when the engine is away, the daily round sees to it.
 */
export function registryChanged({ engine, logger }: Pick<Parts, 'engine' | 'logger'>): void {
  engine.lookAround().catch((error: unknown) => {
    logger.warn({ error: String(error) }, 'the round after a change could not be started; the daily one will see it');
  });
}
