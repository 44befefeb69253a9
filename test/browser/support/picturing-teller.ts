/** Tells by clicks, and takes pictures of the main pages on the way (`npm run pictures`). */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { ROOT } from '../../support/pinned.ts';
import { cast } from '../../support/stack.ts';
import { widths } from './browser.ts';
import { ClickingTeller } from './clicking-teller.ts';

const directory = join(ROOT, 'docs', 'pictures');

/** Pictures end here: what is further down says no more of what the page is like. */
const TALLEST = 1500;

async function take(page: Page, name: string, width: number = widths.desktop): Promise<void> {
  mkdirSync(directory, { recursive: true });
  await page.setViewportSize({ width, height: 900 });
  const tall = await page.locator('body').boundingBox();
  const height = Math.min(TALLEST, Math.ceil(tall?.height ?? TALLEST));
  const clip = { x: 0, y: 0, width, height };
  await page.screenshot({ path: join(directory, `${name}.png`), fullPage: true, clip });
}

/** Pictures of a ministry's year. */
export class PicturingTeller extends ClickingTeller {
  protected override async filled(page: Page, type: string): Promise<void> {
    if (type === 'submitPlan' || type === 'judge') await take(page, `form-${type}`);
  }

  protected override async checked(page: Page, type: string): Promise<void> {
    if (type === 'judge') await take(page, 'check');
  }

  protected override async refused(page: Page, type: string): Promise<void> {
    if (type === 'submitPlan') await take(page, 'refusal');
  }

  override async does(person: string, instance: string, type: string, input: object = {}): Promise<number> {
    const { organisation, ciso, supervisingStaff } = cast.ministry;
    if (type === 'submitPlan') await this.#look(ciso, '/', 'home');
    if (type === 'approvePlan') await this.#look(ciso, `/${instance}`, 'procedure');
    if (type === 'evaluate') {
      await this.#look(supervisingStaff, '/board', 'board');
      await this.#look(ciso, `/${organisation}/${instance.split('/')[1]}`, 'year');
      await this.#look(ciso, '/guideline/3-16', 'clause');
      await this.#look(ciso, '/calendar', 'calendar');
      await this.#look(ciso, `/record/${organisation}/${instance.split('/')[1]}`, 'record');
      await this.#look(cast.centre.administrator, `/admin/organisations/${organisation}`, 'administration');
    }
    return super.does(person, instance, type, input);
  }

  /** A page as somebody sees it, at both widths. */
  async #look(person: string, path: string, name: string): Promise<void> {
    const page = await this.page(person);
    await page.goto(path);
    await take(page, `${name}-phone`, widths.phone);
    await take(page, name);
  }
}
