import type { Handler } from './serve.ts';

/** A generated site without an end: each part goes on for ever in its own way. `/archive` and `/news` are honest. */

const HTML = { 'content-type': 'text/html; charset=utf-8' };
const words = ['denim', 'linen', 'silk', 'wool', 'velvet', 'cotton', 'suede', 'tweed', 'lace', 'satin'];
const word = (n: number): string => words[n % words.length]!;

const story = (n: number): string =>
  `<html><head><title>Story ${n} about ${word(n)}</title></head><body><article><h1>Story ${n} about ${word(n)}</h1>` +
  `<p>${`On day ${n} the ${word(n)} coat number ${n} was shown beside ${word(n + 3)} trousers. `.repeat(6)}</p></article></body></html>`;

const links = (paths: [string, string][]): string =>
  paths.map(([href, title]) => `<h2><a href="${href}">${title}</a></h2>`).join('\n');
const list = (body: string, next: string | null): string =>
  `<html><body>${body}${next === null ? '' : `<a class="next" href="${next}">Next</a>`}</body></html>`;
const stories = (from: number, count: number): string =>
  links(
    Array.from({ length: count }, (_, at) => [
      `/story/${from + at}-about-${word(from + at)}`,
      `Story ${from + at} about ${word(from + at)} and more`,
    ]),
  );

function month(text: string): { year: number; month: number } {
  const [year = 2026, number = 1] = text.split(/\D/).map(Number);
  return { year, month: number };
}
const after = ({ year, month: number }: { year: number; month: number }): string =>
  number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;

/** Three links that were never seen and lead to the same words. */
const beside = (path: string, salt: number): string =>
  links([0, 1, 2].map((at) => [`${path}same-${salt}-${at}`, `An old story with number ${salt} and ${at}`]));

type Part = (path: string, query: URLSearchParams, salt: number) => string;

const PARTS: Record<string, Part> = {
  calendar: (_path, query, salt) =>
    list(beside('/days/', salt), `/calendar?month=${after(month(query.get('month') ?? ''))}`),
  past: (path, _query, salt) => {
    const year = Number(path.split('/')[2]);
    return list(beside('/days/', salt), `/past/${year - 1}/01/`);
  },
  paging: (_path, query, salt) => {
    const page = Number(query.get('page') ?? 1);
    return list(beside('/same/', salt), `/paging?page=${page + 1}`);
  },
  visit: (_path, _query, salt) =>
    list(beside(`/visit/9f8e7d6c5b4a${10_000 + salt}/`, salt), `/visit/9f8e7d6c5b4a${10_000 + salt}/list`),
  deeper: (path, _query, salt) => list(beside('/same/', salt), `${path}north/south/`),
  longer: (path, _query, salt) => list(beside('/same/', salt), `${path}-${'x'.repeat(700)}`),
  filters: () =>
    list(
      links(
        Array.from({ length: 400 }, (_, n) => [
          `/shop/coats?color=c${n % 20}&size=s${n % 7}&order=o${n % 3}`,
          `Coats in colour ${n} and size ${n}`,
        ]),
      ),
      null,
    ),
  archive: (path) => {
    const [, , year = '2023', number = '1'] = path.split('/');
    const at = month(`${year}-${number}`);
    const from = at.year * 100 + at.month * 3;
    return list(stories(from, 3), at.year === 2025 ? null : `/archive/${after(at).replace('-', '/')}/`);
  },
  news: (_path, query) => {
    const page = Number(query.get('page') ?? 1);
    return list(stories(page * 10, 4), page >= 30 ? null : `/news?page=${page + 1}`);
  },
};

export function endlessSite(): Handler {
  let salt = 0;
  return (request, response) => {
    const url = new URL(request.url ?? '/', 'http://a.example');
    const [, first = '', second = ''] = url.pathname.split('/');
    salt += 1;
    const part = PARTS[first];
    if (url.pathname.includes('same-')) response.writeHead(200, HTML).end(story(7));
    else if (part) response.writeHead(200, HTML).end(part(url.pathname, url.searchParams, salt));
    else if (first === 'story') response.writeHead(200, HTML).end(story(Number.parseInt(second, 10)));
    else if (first === 'shop') response.writeHead(200, HTML).end(story(7));
    else response.writeHead(404).end();
  };
}
