import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { peopleAndAppointments } from '../../demonstration/index.ts';

/** Payloads stand in base64 in a history; entries are read both ways. */
function textsOf(file: string): string {
  const json = gunzipSync(readFileSync(new URL(file, import.meta.url))).toString('utf8');
  const payloads = [...json.matchAll(/"data":"([A-Za-z0-9+/=]+)"/g)].map(([, data = '']) => Buffer.from(data, 'base64').toString('utf8'));
  return [json, ...payloads].join('\n');
}

describe('people stand in events, effects, ids and Temporal payloads by opaque id only', () => {
  const { people = [] } = peopleAndAppointments(Date.now());
  const files = readdirSync(new URL('.', import.meta.url)).filter((name) => /^(cycle|audit|hqaudit|improvement|programme|standards|supervision)-\d+\.json\.gz$/.test(name));
  it.each(files)('%s names nobody', (file) => {
    const text = textsOf(file);
    expect(people.filter(({ id }) => text.includes(id)).length).toBeGreaterThan(0);
    for (const { nameJa, nameEn, mail } of people) {
      for (const name of [nameJa, nameEn, mail]) if (name !== undefined) expect(text).not.toContain(name);
    }
  });
});
