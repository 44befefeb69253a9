import { inject } from 'vitest';

/**
 * Path of a program of the tests as one file that Node runs as it is; named by its source, from the root:
 * `test/mail/mailer-program.ts`. It is bundled when it is first asked for in a run.
 */
export async function bundled(program: string): Promise<string> {
  const response = await fetch(`${inject('sharedServers')}/program/${program}`);
  const answer = await response.text();
  if (!response.ok) throw new Error(`${program} cannot be bundled: ${answer}`);
  return answer;
}
