import { attribute, elementsOf, nameHints, shortText, squash, type Element } from './dom.ts';
import { metaValue, type Page } from './page.ts';
import { asArray, hasType, textOf, type Thing } from './things.ts';

const ARTICLE_TYPES = [
  'article',
  'newsarticle',
  'blogposting',
  'report',
  'reportagenewsarticle',
  'socialmediaposting',
  'techarticle',
  'liveblogposting',
  'scholarlyarticle',
  'opinionnewsarticle',
  'reviewnewsarticle',
  'analysisnewsarticle',
  'advertisercontentarticle',
  'recipe',
  'discussionforumposting',
];

export function articleThings(page: Page): Thing[] {
  return page.things.filter((thing) => hasType(thing, ...ARTICLE_TYPES));
}

/** The first rule whose answer holds wins. */
export function firstAnswer(rules: (() => string | null | undefined)[]): string | null {
  for (const rule of rules) {
    const answer = rule();
    if (answer !== null && answer !== undefined && answer !== '') return answer;
  }
  return null;
}

// Title ------------------------------------------------------------------------------------------------

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '');

/** Drops a site's name from the end (or front) of a title: the longest part that stands before a divider stays. */
export function withoutSiteName(title: string, siteName: string | null): string {
  const parts = title.split(
    /\s+[|\u2502\u00bb\u2022·–—-]+\s+|\s*[|_｜]\s*|\s*::\s*|\s+[-–—]\s*(?=[^\s]{2,8}$)/u,
  );
  if (parts.length < 2) return title;
  const site = siteName === null ? '' : plain(siteName);
  const kept = parts.filter((part) => part.trim() !== '' && (site === '' || plain(part) !== site));
  const [first, last] = [kept[0] ?? title, kept.at(-1) ?? title];
  if (kept.length < parts.length && kept.length === 1) return first.trim();
  const longest = first.length >= 0.4 * last.length ? first : last;
  return longest.trim().length >= 4 ? longest.trim() : title;
}

export function readTitle(page: Page, siteName: string | null): string | null {
  const titleTag = page.titleTag;
  const headings = headingTexts(page);
  const og = metaValue(page, 'og:title', 'twitter:title');
  return (
    firstAnswer([
      () =>
        articleThings(page)
          .map((thing) => textOf(thing.props['headline']))
          .find((text) => text !== null && agrees(text, [titleTag, og, ...headings])),
      () =>
        og !== null && headings.some((heading) => plain(heading) === plain(withoutSiteName(og, siteName)))
          ? withoutSiteName(og, siteName)
          : null,
      () =>
        headings.find(
          (heading) =>
            titleTag !== null && plain(heading).length >= 4 && plain(titleTag).includes(plain(heading)),
        ),
      () => (og === null ? null : withoutSiteName(og, siteName)),
      () => metaValue(page, 'dc.title', 'dcterms.title', 'parsely-title', 'sailthru.title'),
      () => (titleTag === null ? null : withoutSiteName(titleTag, siteName)),
      () => headings[0],
    ])?.replaceAll(/\s+/g, ' ') ?? null
  );
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

// Author -----------------------------------------------------------------------------------------------

const BYLINE_HINT =
  /(^|[\s_-])(by-?line|author|writer|dateline|creator|contributor|zuozhe|editor)(s|[\s_-]|name|$)/;
const NOT_BYLINE =
  /comment|related|sidebar|footer|bio|avatar|description|card|recirc|social|box-more|image|credit|caption/;

export function readAuthor(page: Page): string | null {
  return firstAnswer([
    () =>
      joinNames(
        articleThings(page).flatMap((thing) => asArray(thing.props['author'] ?? thing.props['creator'])),
      ),
    () =>
      cleanName(
        metaValue(
          page,
          'author',
          'article:author',
          'dc.creator',
          'dcterms.creator',
          'parsely-author',
          'sailthru.author',
          'byl',
          'article:author_name',
          'og:article:author',
          'mediator_author',
          'twitter:data1',
          'citation_author',
          'lp.article:author',
          'weibo: article:create_at',
        ),
      ),
    () => bylineElement(page),
    () => chineseByline(page),
  ]);
}

function joinNames(authors: unknown[]): string | null {
  const names = new Set<string>();
  for (const author of authors) {
    const name = cleanName(textOf(author));
    if (name !== null) names.add(name);
  }
  return names.size === 0 ? null : [...names].slice(0, 8).join(', ');
}

/** A byline without its `by`, dates and roles; null when what is left is no name. */
export function cleanName(value: string | null): string | null {
  if (value === null) return null;
  if (/^https?:\/\//.test(value) || value.includes('@')) return null;
  const text = squash(value.replaceAll(/<[^>]*>/g, ' '))
    .replace(
      /^(?:written |posted |published |words |story |text |photographs? |reviewed )?(?:by|von|par|por|di|door)[\s:]+/i,
      '',
    )
    .replace(
      /^(?:作者|文|文字|撰文|编辑|責任編輯|责任编辑|记者|記者|来源|author|written)\s*[:：/|丨]\s*/i,
      '',
    )
    .replace(
      /\s*(?:[|•·]|\son\s|\s-\s|,?\s(?:updated|published|posted)\b|\d{1,2}[:.]\d{2}|\d{4}[-/年]).*$/i,
      '',
    )
    .replace(/^[\s,;:|-]+|[\s,;:|-]+$/g, '');
  if (
    text.length < 2 ||
    text.length > 100 ||
    /^(admin|administrator|guest|editor|staff|unknown|null|undefined|none|home|true|false|\d+ ?min.*|\d[\d\s.,:/-]*)$/i.test(
      text,
    )
  )
    return null;
  return text.split(' ').length > 14 ? null : text;
}

function bylineElement(page: Page): string | null {
  let looked = 0;
  for (const element of elementsOf(page.root)) {
    if (++looked > 20_000) return null;
    const rel = attribute(element, 'rel');
    const prop = attribute(element, 'itemprop');
    const hinted = rel === 'author' || /\bauthor\b/.test(prop) || BYLINE_HINT.test(nameHints(element));
    if (!hinted || NOT_BYLINE.test(nameHints(element)) || element.name === 'meta' || element.name === 'body')
      continue;
    const text = shortText(element, 160);
    const name = text === null ? null : cleanName(innerName(element) ?? text);
    if (name !== null) return name;
  }
  return null;
}

/** A link or `name` inside a byline names the author better than the whole line. */
function innerName(element: Element): string | null {
  const names: string[] = [];
  for (const inner of elementsOf(element)) {
    const named = attribute(inner, 'itemprop') === 'name' || attribute(inner, 'rel').includes('author');
    if (
      named ||
      (inner.name === 'a' && /author|people|contributor|profile|by\//.test(attribute(inner, 'href')))
    ) {
      const text = shortText(inner, 80);
      if (text !== null && text !== '' && !names.includes(text)) names.push(text);
    }
  }
  return names.length === 0 ? null : names.join(', ');
}

function chineseByline(page: Page): string | null {
  for (const element of elementsOf(page.root)) {
    if (element.children.length > 4 || element.name === 'script') continue;
    const text = shortText(element, 60);
    if (text === null) continue;
    const match = /(?:作者|撰文|文字?|记者|編輯|编辑)\s*[:：/丨|]\s*([\p{L}·.\s]{2,20})/u.exec(text);
    if (match) return cleanName(match[1]!);
  }
  return null;
}
