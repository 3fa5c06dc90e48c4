import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

export type FoundBrowser = { executablePath: string } | { missing: string };

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // not there, or not ours to run: the next place is looked at
  }
}

/** The path of Playwright's own Chromium, if its package says one (the file may still be absent). */
function playwrightsOwn(): string | null {
  const load = createRequire(import.meta.url);
  const playwright: unknown = load('playwright');
  if (typeof playwright !== 'object' || playwright === null || !('chromium' in playwright)) return null;
  const { chromium } = playwright;
  if (typeof chromium !== 'object' || chromium === null || !('executablePath' in chromium)) return null;
  const { executablePath } = chromium;
  return typeof executablePath === 'function' ? String(executablePath.call(chromium)) : null;
}

/** A Chromium to drive: the one named, the system's, or Playwright's own; else the sentence that says how to get one. */
export function findBrowser(options: { chromium?: string | undefined } = {}): FoundBrowser {
  if (options.chromium !== undefined)
    return runs(options.chromium)
      ? { executablePath: options.chromium }
      : {
          missing: `HEMLINE_CHROMIUM names ${options.chromium}, which cannot be run. Correct it or unset it.`,
        };
  const found = PLACES.find(runs);
  if (found !== undefined) return { executablePath: found };
  const own = playwrightsOwn();
  if (own !== null && runs(own)) return { executablePath: own };
  return {
    missing:
      'No Chromium was found. Install one (apt-get install chromium, or npx playwright install chromium), ' +
      'or name one in HEMLINE_CHROMIUM.',
  };
}
