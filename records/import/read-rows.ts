/** From the bytes of a registry file to its rows. Data alone goes in and out, so that a thread can do it. */
import { isUtf8 } from 'node:buffer';
import type { RegistryFile, RegistryProblem } from '../../contract/records/registry.ts';
import { collectProblems } from '../registry/problems.ts';
import { readCsv } from './csv.ts';
import { decode } from './decode.ts';
import { readJson } from './json.ts';
import type { ReadRows } from './rows.ts';

/** Files up to so many bytes are read at once: some ten milliseconds. */
export const largestReadHere = 256 * 1024;

/** The rows of a file, and what of it could not be read. */
export interface ReadFileRows {
  readonly rows: ReadRows;
  readonly problems: readonly RegistryProblem[];
  /** How many problems there are besides. */
  readonly more: number;
}

export function readRows(file: RegistryFile): ReadFileRows {
  const problems = collectProblems();
  // JSON is UTF-8 (RFC 8259): nothing else is looked for where it is.
  const assumed = file.form === 'json' && isUtf8(file.bytes) ? 'utf-8' : undefined;
  const decoded = decode(file.bytes, file.charset ?? assumed);
  let rows: ReadRows = { organisations: [], departments: [], people: [], appointments: [], nominations: [] };
  if ('problem' in decoded) problems.add(`line ${decoded.line}`, decoded.problem);
  else if (file.form === 'json') rows = readJson(decoded.text, problems);
  else if (file.rows === undefined) {
    problems.add('line 1', {
      ja: 'CSV の内容（組織・部署・人物・任命）を指定してください',
      en: 'say what the rows of the CSV are: organisations, departments, people or appointments',
    });
  } else rows = { ...rows, [file.rows]: readCsv(decoded.text, file.rows, problems) };
  return { rows, problems: problems.all, more: problems.more };
}
