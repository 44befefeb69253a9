import type { RegistryFile } from '../../contract/records/registry.ts';
import type { RegistryProblem } from '../../contract/records/registry.ts';
import { collectProblems } from '../registry/problems.ts';
import type { GivenRows } from '../registry/rows.ts';
import { readCsv } from './csv.ts';
import { decode } from './decode.ts';
import { readJson } from './json.ts';
import { givenOfRows, type ReadRows } from './rows.ts';

/** What a file says, and everything in it that could not be read. */
export interface ReadFile {
  readonly given: GivenRows;
  readonly problems: readonly RegistryProblem[];
}

/** Reads a registry file; nothing is judged against the registry yet. */
export function readFile(file: RegistryFile): ReadFile {
  const problems = collectProblems();
  const decoded = decode(file.bytes);
  let rows: ReadRows = { organisations: [], departments: [], people: [], appointments: [], nominations: [] };
  if ('problem' in decoded) problems.add(`line ${decoded.line}`, decoded.problem);
  else if (file.form === 'json') rows = readJson(decoded.text, problems);
  else if (file.rows === undefined) {
    problems.add('line 1', {
      ja: 'CSV の内容（組織・部署・人物・任命）を指定してください',
      en: 'say what the rows of the CSV are: organisations, departments, people or appointments',
    });
  } else rows = { ...rows, [file.rows]: readCsv(decoded.text, file.rows, problems) };
  return { given: givenOfRows(rows), problems: problems.all };
}

/** In the order of the file: problems of reading and of judging together. */
export function inOrderOfLines(problems: readonly RegistryProblem[]): RegistryProblem[] {
  const line = ({ where }: RegistryProblem): number => Number(/^line (\d+)/.exec(where)?.[1] ?? 0);
  return [...problems].sort((a, b) => line(a) - line(b));
}
