/**
 * `npm run bench`: ratios and figures in one run. With `--json` the result is one object on the last line. Each part can
 * be run alone: `npm run bench -- decisions`.
 */
import { measureApril, measureWaking } from './april.ts';
import { measureBoard } from './board.ts';
import { measureCommands } from './commands.ts';
import { measureDecisions } from './decisions.ts';
import { measureEdition } from './edition.ts';
import { measureLoss } from './loss.ts';
import { measurePages } from './pages.ts';
import { progress, startParts } from './parts.ts';
import { measureRestart } from './restart.ts';
import { measureYear } from './year.ts';

const sections = [
  'decisions',
  'year',
  'restart',
  'board',
  'pages',
  'waking',
  'april',
  'edition',
  'loss',
  'commands',
] as const;
type Section = (typeof sections)[number];

const given = process.argv.slice(2);
const chosen = given.filter((argument): argument is Section => sections.some((section) => section === argument));
const wanted = (section: Section): boolean => chosen.length === 0 || chosen.includes(section);

const result: Record<string, unknown> = {};
if (wanted('decisions') || wanted('year')) {
  const parts = await startParts();
  try {
    if (wanted('decisions')) Object.assign(result, await measureDecisions(parts));
    if (wanted('year')) Object.assign(result, await measureYear(parts));
  } finally {
    await parts.close();
  }
}
if (wanted('april')) {
  // Parts of its own: 5,000 waiting years would slow what else is measured.
  const parts = await startParts();
  try {
    Object.assign(result, await measureApril(parts));
  } finally {
    await parts.close();
  }
}
if (wanted('waking')) {
  const parts = await startParts();
  try {
    Object.assign(result, await measureWaking(parts));
  } finally {
    await parts.close();
  }
}
if (wanted('edition')) {
  const parts = await startParts();
  try {
    Object.assign(result, await measureEdition(parts));
  } finally {
    await parts.close();
  }
}
if (wanted('loss')) {
  let parts = await startParts();
  try {
    const { figures, after } = await measureLoss(parts);
    parts = after;
    Object.assign(result, figures);
  } finally {
    await parts.close();
  }
}
if (wanted('pages')) {
  const parts = await startParts();
  try {
    Object.assign(result, await measurePages(parts));
  } finally {
    await parts.close();
  }
}
if (wanted('restart')) Object.assign(result, await measureRestart());
if (wanted('commands')) Object.assign(result, await measureCommands());
if (wanted('board')) Object.assign(result, await measureBoard());

if (given.includes('--json')) process.stdout.write(`${JSON.stringify(result)}\n`);
else for (const [name, value] of Object.entries(result)) process.stdout.write(`${name}: ${JSON.stringify(value)}\n`);
progress('done');
