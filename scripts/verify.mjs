// `npm run verify`: format, lint, types, unused code, tests (one of which checks the one-way imports). It takes the
// set-up for granted; `npm test` makes it first.
import { verify } from './lib/verify.mjs';

process.exit(await verify());
