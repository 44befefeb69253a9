import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { z } from 'zod';

const found = z.object({
  violations: z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) })),
});

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds on a page: WCAG 2.2 A and AA, and its own best practice. One line for each, empty when all is well. */
export async function problemsOf(page: Page): Promise<string[]> {
  // The page's own policy lets no script in but its own: this one is put in by the browser itself.
  await page.evaluate(`${axe.source}; undefined`);
  const { violations } = found.parse(await page.evaluate(`axe.run(document, ${JSON.stringify({ runOnly: rules })})`));
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** How far the page can be scrolled sideways, in pixels. */
export async function sideways(page: Page): Promise<number> {
  const root = 'document.documentElement';
  return z.number().parse(await page.evaluate(`${root}.scrollWidth - ${root}.clientWidth`));
}
