import { articleThings, firstAnswer, plain } from './article-facts.ts';
import { attribute, elementsOf, shortText } from './dom.ts';
import { metaValue, type Page } from './page.ts';
import { textOf } from './things.ts';

const STRONG = /\s+[|\u2502\u00bb\u2022·]+\s+|\s*[|_｜]\s*|\s*::\s*/u;
const WEAK = /\s+[–—-]+\s+/u;
/** Chinese sites put their name right behind a hyphen. */
const CHINESE_SITE =
  /\s*[-–—－_]\s*[\p{Script=Han}A-Za-z\d.]{0,12}(?:网|網|报|報|在线|频道|頻道|新闻|新聞|日报|论坛|社区)$/u;

/** A title without the site's name: a part that is the site's name goes, and short last parts behind a divider. */
function withoutSiteName(title: string, siteName: string | null, host = ''): string {
  const chinese = title.replace(CHINESE_SITE, '');
  const [strong] = [chinese.split(STRONG).filter((part) => part.trim() !== '')];
  const kept = withoutSite(strong, siteName, host);
  const first = kept[0] ?? chinese;
  const last = kept.at(-1) ?? chinese;
  const chosen = first.length >= 0.4 * last.length ? first : last;
  const weak = weakParts(chosen.trim(), siteName, host);
  return weak.length >= 4 ? weak : title;
}

const isSite = (part: string, siteName: string | null, host: string): boolean => {
  const own = plain(part);
  const site = plain(siteName ?? '');
  if (own.length < 2) return false;
  return (
    own === site || (own.length >= 4 && (plain(host).startsWith(own) || (host !== '' && own === plain(host))))
  );
};

function withoutSite(parts: string[], siteName: string | null, host: string): string[] {
  const kept = parts.filter((part) => !isSite(part, siteName, host));
  return kept.length > 0 ? kept : parts;
}

/** A dash is often part of a headline: only the site's name, or two or three words at the end, are cut. */
function weakParts(title: string, siteName: string | null, host: string): string {
  const parts = title.split(WEAK);
  if (parts.length < 2) return title;
  const last = parts.at(-1)!;
  if (isSite(last, siteName, host)) return title.slice(0, title.lastIndexOf(last)).replace(/[\s–—-]+$/, '');
  if (isSite(parts[0]!, siteName, host)) return title.slice(parts[0]!.length).replace(/^[\s–—-]+/, '');
  const short = last.split(' ').length <= 3 && last.length <= 0.4 * title.length;
  return siteName === null && short
    ? title.slice(0, title.lastIndexOf(last)).replace(/[\s–—-]+$/, '')
    : title;
}

export function readTitle(page: Page, siteName: string | null): string | null {
  const { titleTag } = page;
  const host = URL.canParse(page.url) ? new URL(page.url).hostname.replace(/^www\./, '') : '';
  const cut = (text: string): string => withoutSiteName(text, siteName, host);
  const written = metaValue(page, 'og:title', 'twitter:title');
  const og = written !== null && isSite(written, siteName, host) ? null : written;
  const headings = headingTexts(page).filter(
    (text) => !isSite(text, siteName, host) && !endsWithIt(titleTag, text),
  );
  return (
    firstAnswer([
      () => soleHeading(headings, og === null ? null : cut(og), titleTag),
      () =>
        articleThings(page)
          .map((thing) => textOf(thing.props['headline']))
          .find((text) => text !== null && agrees(text, [titleTag, og, ...headings])),
      () => (og !== null && headings.some((heading) => plain(heading) === plain(cut(og))) ? cut(og) : null),
      () => longest(headings.filter((heading) => titleTag !== null && holds(titleTag, heading))),
      () => (og === null ? null : cut(og)),
      () => metaValue(page, 'dc.title', 'dcterms.title', 'parsely-title', 'sailthru.title'),
      () => (titleTag === null ? null : cut(titleTag)),
      () => headings[0],
    ])?.replaceAll(/\s+/g, ' ') ?? null
  );
}

const holds = (whole: string, part: string): boolean =>
  plain(part).length >= 4 && plain(whole).includes(plain(part));

const longest = (texts: string[]): string | null =>
  texts.reduce<string | null>((best, text) => (text.length > (best?.length ?? 0) ? text : best), null);

/** A first heading that closes the page's title is the site's name. */
function endsWithIt(titleTag: string | null, heading: string): boolean {
  const [title, own] = [plain(titleTag ?? ''), plain(heading)];
  return own !== '' && title.endsWith(own) && title.length >= own.length + 8;
}

const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu) ?? [];

/** What readers see beats what was written for sharing, where one heading stands alone and speaks of the same. */
function soleHeading(headings: string[], og: string | null, titleTag: string | null): string | null {
  const [heading] = headings;
  const distinct = new Set(headings.map((text) => plain(text))).size;
  if (heading === undefined || distinct !== 1 || plain(heading).length < 10) return null;
  const shared = og ?? titleTag ?? '';
  if (holds(shared, heading)) return og !== null && extended(heading, og) ? og : heading;
  if (og !== null && plain(heading).length < 0.6 * plain(og).length) return null;
  const known = new Set(words(`${shared} ${titleTag ?? ''}`));
  const own = words(heading);
  return own.length > 0 && own.filter((word) => known.has(word)).length >= 0.25 * own.length ? heading : null;
}

/** A short heading that the shared title goes on from: `Pegasus 41` and `Pegasus 41 Men's Running Shoes`. */
function extended(heading: string, og: string): boolean {
  if (plain(heading).length >= 20 || og.length > 2.5 * heading.length) return false;
  return og.startsWith(heading) && !/^\s+[–—|-]/.test(og.slice(heading.length));
}

function agrees(text: string, others: (string | null)[]): boolean {
  const own = plain(text);
  return (
    own.length > 2 &&
    others.some(
      (other) => other !== null && (plain(other).includes(own) || own.includes(plain(other).slice(0, 30))),
    )
  );
}

function headingTexts(page: Page): string[] {
  const texts: string[] = [];
  for (const element of elementsOf(page.root)) {
    if (element.name === 'h1' || attribute(element, 'itemprop') === 'headline') {
      const text = shortText(element, 300);
      if (text !== null && text !== '') texts.push(text);
    }
    if (texts.length >= 20) break;
  }
  return texts;
}
