import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE } from './settings.ts';
import { type Line, SetUpError } from './text.ts';
import { type Binary, compareVersions } from './version.ts';

const RECORD = 'made-by.json';

/**
 * Reads which server – `1.32.0` – made the data in `directory`, or was the last to open them; undefined when there are
 * none yet.
 *
 * @throws SetUpError when the record is not of this shape: damaged, or of a junkan that ran another kind of server, whose
 * data have another layout
 */
export function readMade(directory: string): string | undefined {
  const file = join(directory, RECORD);
  if (!existsSync(file)) return undefined;
  const found = recordIn(readFileSync(file, 'utf8'));
  if (found !== undefined) return found;
  throw new SetUpError({
    ja: `${file} を読めません。壊れているか、別の形式を使う以前の junkan のデータです。バックアップから戻すか、JUNKAN_DATA に新しい場所を指定してください。`,
    en: `${file} cannot be understood: it is damaged, or the data are those of an earlier junkan with another format. Restore a backup, or name a new place in JUNKAN_DATA.`,
  });
}

function recordIn(text: string): string | undefined {
  try {
    const found: unknown = JSON.parse(text);
    if (typeof found === 'object' && found !== null && 'server' in found && typeof found.server === 'string')
      return found.server;
  } catch {
    // Not even JSON.
  }
  return undefined;
}

/** Why a server must not open data: it does not know what a newer one wrote. Undefined when it may. */
export function unfit(version: string, made: string | undefined): Line | undefined {
  if (made === undefined || compareVersions(version, made) >= 0) return undefined;
  return {
    ja: `データはサーバー ${made} が作ったもので、より古いサーバー ${version} では開けません`,
    en: `the data were made by server ${made} and cannot be opened by the older server ${version}`,
  };
}

/**
 * Makes a directory ready for a server: refuses one that must not open it, copies the files aside when a newer server
 * opens them for the first time, and records the server.
 *
 * @throws SetUpError for an older server
 */
export function claimDataDirectory(directory: string, binary: Binary): { copiedTo?: string } {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const made = readMade(directory);
  const reason = unfit(binary.version, made);
  if (reason !== undefined)
    throw new SetUpError({
      ja: `Temporal サーバーを起動できません：${reason.ja}（${directory}）。JUNKAN_TEMPORAL_SERVER で合うサーバーを指定してください。`,
      en: `Temporal server not started: ${reason.en} (${directory}). Name a server that fits in JUNKAN_TEMPORAL_SERVER.`,
    });
  const newer = made !== undefined && made !== binary.version;
  const copiedTo = newer ? copyAside(directory, made) : undefined;
  const file = join(directory, RECORD);
  writeFileSync(`${file}.new`, `${JSON.stringify({ server: binary.version })}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return copiedTo === undefined ? {} : { copiedTo };
}

/** Copies database and record into a directory named after the server that made them. */
function copyAside(directory: string, made: string): string {
  const target = join(directory, `before-upgrade-from-${made}`);
  mkdirSync(target, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(directory))
    if (name.startsWith(DATABASE) || name === RECORD) copyFileSync(join(directory, name), join(target, name));
  return target;
}
