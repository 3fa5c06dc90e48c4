import type { Page } from 'playwright';
import type { BrowserRequest, BrowserVisit } from './browser-visit.ts';

const QUIET_MS = 3_000;
const PAUSE_MS = 120;
/** So many rounds without anything new end a list: the first may have come between two answers. */
const STILL = 2;

/** What a button of this kind says, and nothing besides. */
const MORE =
  '^(load|show|view|see)\\\\s+(more|next)(\\\\s+(products?|items?|results?|reviews?|posts?))?$|^more$|^(点击)?(加载|查看|显示|展开)更多.{0,4}$|^更多(商品|评论|结果)?$|^下一页$';

/** Scrolls to the end and presses the button that shows more, until nothing new appears or the bounds are met. */
export async function growList(page: Page, visit: BrowserVisit, options: BrowserRequest): Promise<void> {
  const until = performance.now() + visit.limits.growMs;
  const seen = new Set<string>();
  let tallest = 0;
  let still = 0;
  await takeIn();
  for (let i = 0; i < options.maxScrolls && still < STILL && performance.now() < until; i++) {
    await page.evaluate('window.scrollTo(0, document.documentElement.scrollHeight)');
    await page.mouse.wheel(0, 20_000);
    await page.evaluate(pressMore(options.more));
    await page.waitForTimeout(PAUSE_MS);
    await visit.untilQuiet(page, QUIET_MS);
    still = (await takeIn()) ? 0 : still + 1;
  }

  /** Whether there are links not met before, or more of the page. */
  async function takeIn(): Promise<boolean> {
    const { height, links } = await page.evaluate<{ height: number; links: string[] }>(MEASURE);
    const before = seen.size;
    for (const link of links) seen.add(link);
    const grew = seen.size > before || height > tallest;
    tallest = Math.max(tallest, height);
    return grew;
  }
}

const MEASURE = `({
  height: document.documentElement.scrollHeight,
  links: Array.from(document.links).slice(0, 20000).map((link) => link.href),
})`;

/** Presses what the source names, else a visible button that says it shows more. Links that lead elsewhere are none. */
function pressMore(selector: string | undefined): string {
  const found =
    selector === undefined
      ? `Array.from(document.querySelectorAll('button, [role=button], input[type=button], a:not([href]), a[href^="#"], a[href^="javascript:"]'))
          .find((element) => new RegExp('${MORE}', 'i').test((element.innerText || element.value || '').trim()) && element.offsetParent !== null && !element.disabled)`
      : `document.querySelector(${JSON.stringify(selector)})`;
  return `{ const more = ${found}; if (more) more.click(); }`;
}
