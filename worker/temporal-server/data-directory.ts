import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE } from './settings.ts';
import { type Line, SetUpError } from './text.ts';
import { type Binary, compareVersions, type Make } from './version.ts';

/** Which server made the data in a directory, or was the last to open them. */
export interface Made {
  make: Make;
  version: string;
}

const RECORD = 'made-by.json';

/** Reads which server made the data in `directory`; undefined when there are none yet. */
export function readMade(directory: string): Made | undefined {
  const file = join(directory, RECORD);
  if (!existsSync(file)) return undefined;
  const found: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (
    typeof found === 'object' &&
    found !== null &&
    'make' in found &&
    (found.make === 'cli' || found.make === 'server') &&
    'version' in found &&
    typeof found.version === 'string'
  )
    return { make: found.make, version: found.version };
  throw new SetUpError({
    ja: `${file} が読めません。バックアップから戻してください。`,
    en: `${file} cannot be understood. Restore it from a backup.`,
  });
}

/**
 * Why a server must not open data made by another: data of another make have another layout, and an older server does
 * not know what a newer one wrote. Undefined when it may.
 */
export function unfit(binary: Binary, made: Made | undefined): Line | undefined {
  if (made === undefined) return undefined;
  if (binary.make !== made.make)
    return {
      ja: `データは${nameOf(made)}が作ったもので、種類の異なる${nameOf(binary)}では開けません`,
      en: `the data were made by ${nameOf(made)} and cannot be opened by ${nameOf(binary)}, which is of another kind`,
    };
  if (compareVersions(binary.version, made.version) < 0)
    return {
      ja: `データは${nameOf(made)}が作ったもので、より古い${nameOf(binary)}では開けません`,
      en: `the data were made by ${nameOf(made)} and cannot be opened by the older ${nameOf(binary)}`,
    };
  return undefined;
}

/** Name of a kind of server with its version, the same in both languages. */
export function nameOf(made: Made): string {
  return made.make === 'cli' ? `Temporal CLI (server ${made.version})` : `Temporal server ${made.version}`;
}

/**
 * Makes a directory ready for a server: refuses one that must not open it, copies the files aside when a newer server
 * opens them for the first time, and records the server.
 *
 * @throws SetUpError for an older server or another make
 */
export function claimDataDirectory(directory: string, binary: Binary): { copiedTo?: string } {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const made = readMade(directory);
  const reason = unfit(binary, made);
  if (reason !== undefined)
    throw new SetUpError({
      ja: `Temporal サーバーを起動できません：${reason.ja}（${directory}）。JUNKAN_TEMPORAL_SERVER で合うサーバーを指定してください。`,
      en: `Temporal server not started: ${reason.en} (${directory}). Name a server that fits in JUNKAN_TEMPORAL_SERVER.`,
    });
  const newer = made !== undefined && made.version !== binary.version;
  const copiedTo = newer ? copyAside(directory, made) : undefined;
  const record: Made = { make: binary.make, version: binary.version };
  const file = join(directory, RECORD);
  writeFileSync(`${file}.new`, `${JSON.stringify(record)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return copiedTo === undefined ? {} : { copiedTo };
}

/** Copies database and record into a directory named after the server that made them. */
function copyAside(directory: string, made: Made): string {
  const target = join(directory, `before-upgrade-from-${made.version}`);
  mkdirSync(target, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(directory))
    if (name.startsWith(DATABASE) || name === RECORD) copyFileSync(join(directory, name), join(target, name));
  return target;
}
