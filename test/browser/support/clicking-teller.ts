/** The demonstration's stories told by clicks: every decision is taken in a browser, by the person's own hands. */
import { createHash } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { StoryBroken, Teller } from '../../../demonstration/index.ts';
import { fill } from './filling.ts';
import { visitor } from './browser.ts';

/** What a page says is wrong. */
async function told(page: Page): Promise<string> {
  const parts = await page.locator('.banner, .err').allInnerTexts();
  return `${page.url()} ${await page.title()}: ${parts.join(' | ')}`;
}

/** Tells by clicks. */
export class ClickingTeller extends Teller {
  readonly #browser: Browser;
  readonly #address: string;
  readonly #names: ReadonlyMap<string, string>;
  readonly #files = new Map<string, { readonly name: string; readonly text: string }>();
  readonly #pages = new Map<string, Page>();
  /** Decisions taken, and refused. */
  readonly clicked = { taken: 0, refused: 0 };

  constructor(browser: Browser, address: string, administrator: string, names: ReadonlyMap<string, string>) {
    super({ address, administrator, language: 'ja', write: () => {} });
    this.#browser = browser;
    this.#address = address;
    this.#names = names;
  }

  /** The person's browser. */
  async page(person: string): Promise<Page> {
    const known = this.#pages.get(person);
    if (known !== undefined) return known;
    const page = await visitor(this.#browser, this.#address, person);
    page.setDefaultTimeout(15_000);
    this.#pages.set(person, page);
    return page;
  }

  /** A file that somebody has at hand: it is sent when a form asks for it. */
  override async document(person: string, name: string): Promise<string> {
    const text = `${name}\n${person}\n`;
    const hash = createHash('sha256').update(text).digest('hex');
    this.#files.set(hash, { name: `${name}.txt`, text });
    return Promise.resolve(hash);
  }

  override async does(person: string, instance: string, type: string, input: object = {}): Promise<number> {
    const page = await this.#send(person, instance, type, input);
    const seq = /\/entries\/(\d+)$/.exec(new URL(page.url()).pathname)?.[1];
    if (seq === undefined) {
      throw new StoryBroken(`${type} on ${instance} by ${person} was not taken: ${await told(page)}`);
    }
    this.clicked.taken += 1;
    return Number(seq);
  }

  override async isRefused(person: string, instance: string, type: string, input: object, rule: string): Promise<void> {
    const page = await this.#send(person, instance, type, input);
    const isShown = (await page.locator('[role="alert"]').count()) > 0;
    if (!isShown || page.url().includes('/entries/')) {
      throw new StoryBroken(`${type} on ${instance} by ${person} should have been refused by ${rule}`);
    }
    this.clicked.refused += 1;
  }

  /** The form is filled in, the check is shown, the refusal is shown: for who takes pictures. */
  protected async filled(_page: Page, _type: string): Promise<void> {}
  protected async checked(_page: Page, _type: string): Promise<void> {}
  protected async refused(_page: Page, _type: string): Promise<void> {}

  async #send(person: string, instance: string, type: string, input: object): Promise<Page> {
    const page = await this.page(person);
    await this.#reach(page, instance, type);
    // Who may not decide is shown no form.
    if ((await page.locator('form[method="post"] input[name="_form"]').count()) === 0) return page;
    await fill(page, '', input, {
      file: (hash) => this.#files.get(hash),
      name: (one) => this.#names.get(one),
    });
    await this.filled(page, type);
    await page.locator('.actions button[name="_do"]').last().click();
    await page.waitForLoadState('load');
    const confirm = page.locator('.actions button[name="_do"][value="confirm"]');
    if ((await page.locator('.banner--error').count()) === 0 && (await confirm.count()) > 0) {
      await this.checked(page, type);
      await confirm.click();
      await page.waitForLoadState('load');
    }
    if ((await page.locator('.banner--error').count()) > 0) await this.refused(page, type);
    return page;
  }

  /** To the form from the list of tasks where it stands there, else by the procedure's own page; as by a link in a mail where neither leads there. */
  async #reach(page: Page, instance: string, type: string): Promise<void> {
    const address = `/${instance}/decide/${type}`;
    for (const from of ['/', `/${instance}`]) {
      await page.goto(from);
      const link = page.locator(`main a[href="${address}"]`).first();
      if ((await link.count()) === 0) continue;
      if (!(await link.isVisible())) await page.locator(`details:has(a[href="${address}"]) > summary`).first().click();
      await link.click();
      await page.waitForLoadState('load');
      return;
    }
    await page.goto(address);
  }
}
