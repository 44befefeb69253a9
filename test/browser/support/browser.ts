/**
 * A real Chromium, as people have one. It comes by npm with its own libraries (`test/browser/package.json`); another is
 * named by `CHROMIUM_PATH`. Where none can run the tests are skipped, and say so.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as launcher, type Page } from 'playwright-core';
import { eventually } from '../../support/eventually.ts';

/** Starts it; `undefined`, with a line that says why, where it cannot run. */
export async function startBrowser(): Promise<Browser | undefined> {
  try {
    const named = process.env['CHROMIUM_PATH'];
    const executablePath = named ?? (await unpacked());
    const fonts = withFonts(dirname(executablePath));
    return await launcher.launch({
      executablePath,
      // Its own arguments are made for a machine of one process, and let pages of other sites in: not ours.
      args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'],
      headless: true,
      env: { ...withoutUndefined(process.env), ...(named === undefined && { FONTCONFIG_PATH: fonts }) },
    });
  } catch (error) {
    console.warn(`no browser runs here, its tests are skipped: ${String(error)}`);
    return undefined;
  }
}

/**
 * The browser, unpacked by the first who asks: files of tests that begin together would start one that is still being
 * written, and be skipped for it.
 */
async function unpacked(): Promise<string> {
  const turn = join(tmpdir(), 'junkan-browser');
  const done = join(turn, 'done');
  try {
    mkdirSync(turn);
  } catch {
    return eventually(() => existsSync(done) && readFileSync(done, 'utf8'), { within: 60_000 });
  }
  try {
    const path = await chromium.executablePath();
    withFonts(dirname(path));
    // Renamed into its place: whoever finds it finds it whole.
    writeFileSync(`${done}.part`, path);
    renameSync(`${done}.part`, done);
    return path;
  } catch (error) {
    rmSync(turn, { recursive: true });
    throw error;
  }
}

/** Japanese letters, in two weights, beside the fonts that the browser brings. */
function withFonts(directory: string): string {
  const fonts = join(directory, 'fonts');
  mkdirSync(fonts, { recursive: true });
  const from = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-jp/package.json'));
  for (const file of ['400Regular/NotoSansJP_400Regular.ttf', '700Bold/NotoSansJP_700Bold.ttf']) {
    const to = join(fonts, file.split('/').at(-1) ?? file);
    if (!existsSync(to)) cpSync(join(from, file), to);
  }
  return fonts;
}

function withoutUndefined(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** The two widths at which every page is looked at. */
export const widths = { desktop: 1280, phone: 390 } as const;

/** Somebody at a browser of their own. */
export interface VisitorOptions {
  readonly language?: 'ja' | 'en';
  readonly width?: number;
  readonly javaScript?: boolean;
}

/** Opens a browser for somebody of the demonstration's cast, by the page on which one chooses whom to be. */
export async function visitor(
  browser: Browser,
  address: string,
  person: string,
  { language = 'ja', width = widths.desktop, javaScript = true }: VisitorOptions = {},
): Promise<Page> {
  const context = await browser.newContext({
    baseURL: address,
    viewport: { width, height: 900 },
    javaScriptEnabled: javaScript,
  });
  const page = await context.newPage();
  await page.goto(`/sign-in?language=${language}`);
  const chosen = page.locator(`button[value="${person}"]`).first();
  // Most of the cast stand in closed lists.
  if (!(await chosen.isVisible())) await page.locator(`details:has(button[value="${person}"]) > summary`).click();
  await chosen.click();
  await page.waitForURL((url) => url.pathname === '/');
  return page;
}
