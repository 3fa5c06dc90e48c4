import { articleThings, firstAnswer, plain } from './article-facts.ts';
import { articleMarks, isElsewhere, lineOf, namesATitle, type Mark } from './article-marks.ts';
import { attribute, childElements, shortText, squash } from './dom.ts';
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

/** A title's words as a reader sees them, and those of the page's other headings. */
interface Headings {
  main: string[];
  /** Elements whose class says that they hold the title of a post. */
  named: string[];
  lesser: string[];
}

export function readTitle(page: Page, siteName: string | null): string | null {
  const { titleTag } = page;
  const host = URL.canParse(page.url) ? new URL(page.url).hostname.replace(/^www\./, '') : '';
  const cut = (text: string): string => withoutSiteName(text, siteName, host);
  const written = metaValue(page, 'og:title', 'twitter:title');
  const og = written === null || isSite(written, siteName, host) ? null : cut(written);
  const seen = headingsOf(page, (text) => isSite(text, siteName, host));
  const headings = seen.main.filter((text) => !endsWithIt(titleTag, text));
  const declared = articleThings(page).flatMap((thing) => textOf(thing.props['headline']) ?? []);
  return (
    firstAnswer([
      () => besideSite(headings, titleTag, seen),
      () => sharedHeading(og, headings, seen),
      () => withoutKicker(soleHeading(headings, og, titleTag), [...declared, ...(og === null ? [] : [og])]),
      () => (og === null ? null : headings.find((heading) => endsWithHeading(og, heading))),
      () => declared.find((text) => agrees(text, [titleTag, written, ...headings])),
      () => (og !== null && headings.some((heading) => plain(heading) === plain(og)) ? og : null),
      () => heldHeading([...headings, ...seen.named], titleTag, og),
      () => og,
      () => metaValue(page, 'dc.title', 'dcterms.title', 'parsely-title', 'sailthru.title'),
      () => (headings.length === 0 && seen.named.length === 1 ? seen.named[0] : null),
      () => (titleTag === null ? null : cut(titleTag)),
      () => headings[0],
    ])?.replaceAll(/\s+/g, ' ') ?? null
  );
}

/** What is shared, where it stands on the page word for word but not in the first heading. */
function sharedHeading(og: string | null, headings: string[], { lesser, named }: Headings): string | null {
  if (og === null || plain(og).length < 16 || headings.some((text) => holds(text, og) || holds(og, text)))
    return null;
  return [...lesser, ...named].some((text) => plain(text) === plain(og)) ? og : null;
}

/** The longest heading that the page's title holds, unless what is shared says much more. */
function heldHeading(headings: string[], titleTag: string | null, og: string | null): string | null {
  const held = longest(headings.filter((heading) => titleTag !== null && holds(titleTag, heading)));
  if (held === null || og === null || !holds(og, held)) return held;
  const divided = plain(og.split(WEAK)[0]!) === plain(held);
  return !divided && plain(held).length < 0.45 * plain(og).length ? og : held;
}

/** Where the first heading is the site's name, another heading is the rest of the page's title: that one. */
function besideSite(
  [heading]: string[],
  titleTag: string | null,
  { lesser, named }: Headings,
): string | null {
  const title = plain(titleTag ?? '');
  const own = plain(heading ?? '');
  if (own === '' || !title.includes(own)) return null;
  const rest = (least: number, texts: string[]): string | undefined =>
    texts.find((text) => {
      const other = plain(text);
      return other.length >= least && title.includes(other) && !other.includes(own) && !own.includes(other);
    });
  const posted = rest(own.length, named);
  if (posted !== undefined) return posted;
  return title.startsWith(own) ? (rest(Math.max(24, 2 * own.length), lesser) ?? null) : null;
}

/** A heading often begins with its section: where the shared or declared title leaves that out, so do we. */
function withoutKicker(heading: string | null, titles: string[]): string | null {
  if (heading === null) return null;
  const { length } = plain(heading);
  return titles.find((title) => plain(title).length < length && endsWithHeading(heading, title)) ?? heading;
}

function endsWithHeading(whole: string, heading: string): boolean {
  const [all, text] = [plain(whole), plain(heading)];
  return text.length >= 10 && text.length >= 0.4 * all.length && all.endsWith(text);
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
  const common = own.filter((word) => known.has(word)).length;
  return common > 0 && (common >= 0.25 * own.length || common >= 0.5 * words(shared).length) ? heading : null;
}

/** A short heading that the shared title goes on from: `Pegasus 41` and `Pegasus 41 Men's Running Shoes`. */
function extended(heading: string, og: string): boolean {
  if (plain(heading).length >= 20 || og.length > 3 * heading.length) return false;
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

const MAX_HEADINGS = 20;

function headingsOf(page: Page, isSiteName: (text: string) => boolean): Headings {
  const found: Headings = { main: [], named: [], lesser: [] };
  for (const mark of articleMarks(page).headings) {
    const { element } = mark;
    const main = element.name === 'h1' || attribute(element, 'itemprop') === 'headline';
    const list = main ? found.main : /^h[23]$/.test(element.name) ? found.lesser : found.named;
    if (list.length >= MAX_HEADINGS) continue;
    const text = seenText(mark);
    if (text === '' || isSiteName(text)) continue;
    if (main) list.push(text);
    else if (!isElsewhere(page, mark)) {
      list.push(text);
      if (list === found.lesser && namesATitle(mark.element)) found.named.push(text);
    }
  }
  return found;
}

const HIDDEN = /visually-?hidden|sr-only|screen-reader/;

/** A heading's words without those that only a screen reader says. */
function seenText(mark: Mark): string {
  const hidden = childElements(mark.element).filter((child) => HIDDEN.test(attribute(child, 'class')));
  const text = lineOf(mark, 300) ?? '';
  return hidden.reduce((left, child) => squash(left.replace(shortText(child, 300) ?? '', ' ')), text);
}
