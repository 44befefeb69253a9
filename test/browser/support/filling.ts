/** Filling in a form as a person does: boxes ticked, lines chosen from lists, rows added, files picked. Nothing is sent but by its buttons. */
import type { Page } from 'playwright-core';

/** What a person knows beside the form. */
export interface Known {
  /** The file behind a hash. */
  file(hash: string): { readonly name: string; readonly text: string } | undefined;
  /** The name of a person, to be searched for. */
  name(person: string): string | undefined;
}

const quoted = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
const named = (name: string): string => `[name="${quoted(name)}"]`;

/** A button of the form that shows it again. */
async function press(page: Page, act: string): Promise<void> {
  await page
    .locator(`button[name="_do"][value="${quoted(act)}"]`)
    .first()
    .click();
  await page.waitForLoadState('load');
}

/** Fills in what stands below a name. */
export async function fill(page: Page, at: string, value: unknown, known: Known): Promise<void> {
  if (value === undefined || value === null) return;
  if (Array.isArray(value)) return fillMany(page, at, value, known);
  if (typeof value === 'object') {
    const way = page.locator(`input[type="radio"]${named(`${at}.?`)}`);
    let here = at;
    for (const [name, part] of Object.entries(value)) {
      if (
        typeof part === 'string' &&
        (await way.count()) > 0 &&
        (await page.locator(named(`${at}.${name}`)).count()) === 0
      ) {
        const chosen = page.locator(`input[type="radio"]${named(`${at}.?`)}[value="${quoted(part)}"]`);
        if ((await chosen.count()) > 0) {
          await chosen.check();
          here = `${at}.?${part}`;
          continue;
        }
      }
      await fill(page, here === '' ? name : `${here}.${name}`, part, known);
    }
    return;
  }
  await fillOne(page, at, typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value), known);
}

async function fillMany(page: Page, at: string, values: readonly unknown[], known: Known): Promise<void> {
  const count = page.locator(named(`${at}.#`));
  const lines = page.locator(`textarea${named(at)}`);
  if ((await lines.count()) > 0) return lines.fill(values.map(String).join('\n'));
  if ((await count.count()) === 0) {
    for (const value of values) await tick(page, at, String(value), known);
    for (const box of await page.locator(`input[type="checkbox"]${named(at)}:checked`).all()) {
      if (!values.map(String).includes((await box.getAttribute('value')) ?? '')) await box.uncheck();
    }
    return;
  }
  const rows = async (): Promise<number> => Number(await count.inputValue());
  while ((await rows()) < values.length) await press(page, `add:${at}`);
  while ((await rows()) > values.length) await press(page, `remove:${at}.${(await rows()) - 1}`);
  for (const [i, value] of values.entries()) {
    const row = `${at}.${i}`;
    const opens = page.locator(`button[name="_do"][value="open:${quoted(row)}"]`);
    if ((await opens.count()) > 0) await press(page, `open:${row}`);
    await fill(page, row, value, known);
  }
}

async function tick(page: Page, at: string, value: string, known: Known): Promise<void> {
  const box = page.locator(`input[type="checkbox"]${named(at)}[value="${quoted(value)}"]`);
  if ((await box.count()) === 0) await search(page, at, value, known);
  await box.check();
}

async function search(page: Page, at: string, person: string, known: Known): Promise<void> {
  await page.locator(`input${named(`${at}.search`)}`).fill(known.name(person) ?? person);
  await press(page, `find:${at}`);
}

async function fillOne(page: Page, at: string, value: string, known: Known): Promise<void> {
  const radio = page.locator(`input[type="radio"]${named(at)}[value="${quoted(value)}"]`);
  if ((await radio.count()) > 0) return radio.check();
  const file = known.file(value);
  if (file !== undefined) return fillDocument(page, at, value, file);
  const list = page.locator(`select${named(at)}`);
  const option = list.locator(`option[value="${quoted(value)}"]`);
  const isSearched = (await page.locator(named(`${at}.search`)).count()) > 0;
  if (isSearched && (await option.count()) === 0) await search(page, at, value, known);
  if ((await list.count()) > 0) return void (await list.selectOption(value));
  const control = page.locator(`input[type="text"]${named(at)}, textarea${named(at)}`);
  // What choosing from a list brings along has no control of its own.
  if ((await control.count()) === 0) return;
  await control.fill(value);
}

async function fillDocument(
  page: Page,
  at: string,
  hash: string,
  { name, text }: { readonly name: string; readonly text: string },
): Promise<void> {
  const picked = page.locator(`input[type="hidden"]${named(at)}`);
  if ((await picked.count()) > 0) {
    if ((await picked.inputValue()) === hash) return;
    await press(page, `drop:${at}`);
  }
  const stored = page.locator(`select${named(at)}`);
  if ((await stored.locator(`option[value="${hash}"]`).count()) > 0) return void (await stored.selectOption(hash));
  const buffer = Buffer.from(text);
  await page.locator(`input${named(`${at}.file`)}`).setInputFiles({ name, mimeType: 'text/plain', buffer });
}
