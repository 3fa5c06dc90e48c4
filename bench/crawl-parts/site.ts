import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { seededRandom } from '../../core/random.ts';

/**
 * The made-up site the crawls are measured on, in a process of its own so that its work does not weigh in theirs:
 * node site.ts PAGES PAGE_BYTES. Prints its port. `/sitemap.xml` lists every page; sitemaps.org allows 50,000 a file.
 */
const pages = Number(process.argv[2] ?? 5_000);
const pageBytes = Number(process.argv[3] ?? 31_600);
const PER_SITEMAP = 50_000;

const WORDS =
  `the wide leg trousers came back this season and nobody we asked was surprised by a soft collar or longer hem
  while linen cotton wool silk denim in cream navy olive rust and pale blue hang beside pleated skirts boxy jackets
  knitted vests with buttons pockets seams that hold their shape after many washes says one buyer of a small shop`.split(
    /\s+/,
  );
const random = seededRandom(7);
const pick = (): string => WORDS[Math.floor(random() * WORDS.length)] ?? 'the';
const sentence = (): string => `${Array.from({ length: 16 }, pick).join(' ')}.`;
const paragraphs = Array.from(
  { length: 400 },
  () => `<p>${Array.from({ length: 5 }, sentence).join(' ')}</p>\n`,
);

/** A story as a magazine prints it: head with its data, menu, text, cards of other stories, footer. */
function story(n: number): string {
  const date = new Date(Date.UTC(2026, n % 12, 1 + (n % 28))).toISOString();
  const head = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Story ${n} | The Bench</title>
<meta property="og:type" content="article"><meta property="og:title" content="Story ${n}">
<link rel="canonical" href="/s/${n}"><script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle",
"headline":"Story ${n}","datePublished":"${date}","author":{"@type":"Person","name":"A Writer"}}</script></head><body>`;
  const few = pageBytes < 10_000;
  const menu = `<nav><ul>${Array.from({ length: few ? 8 : 40 }, (_, i) => `<li class="menu-item"><a href="/topic/${i}">Topic ${i}</a></li>`).join('')}</ul></nav>`;
  const card = (i: number): string =>
    `<div class="card"><a href="/s/${(n * 7 + i) % pages}"><img src="/i/${i}.jpg" alt=""><h3>Another story ${i}</h3></a></div>`;
  const cards = `<aside>${Array.from({ length: few ? 4 : 60 }, (_, i) => card(i)).join('')}</aside>`;
  const tail = `</article>${cards}<footer><p>Made up for a measurement.</p></footer></body></html>`;
  let text = `${head}${menu}<article><h1>Story ${n}</h1>`;
  for (let i = 0; text.length + tail.length < pageBytes; i++)
    text += paragraphs[(n * 13 + i * 29) % 400] ?? '';
  return text + tail;
}

function sitemap(base: string, part: number): string {
  const count = Math.min(PER_SITEMAP, pages - part * PER_SITEMAP);
  const urls = Array.from(
    { length: count },
    (_, i) => `<url><loc>${base}/s/${part * PER_SITEMAP + i}</loc></url>`,
  );
  return `<urlset>${urls.join('')}</urlset>`;
}

function sitemapIndex(base: string): string {
  const parts = Array.from({ length: Math.ceil(pages / PER_SITEMAP) }, (_, part) => part);
  return `<sitemapindex>${parts.map((part) => `<sitemap><loc>${base}/part/${part}.xml</loc></sitemap>`).join('')}</sitemapindex>`;
}

/** Made before the first request where they fit: then serving costs next to nothing. */
const ready = pages <= 10_000 ? Array.from({ length: pages }, (_, n) => Buffer.from(story(n))) : null;

const server = createServer((incoming, response) => {
  const path = incoming.url ?? '/';
  const base = `http://${incoming.headers.host}`;
  const xml = { 'content-type': 'application/xml' };
  if (path === '/robots.txt')
    response.writeHead(200, { 'content-type': 'text/plain' }).end('User-agent: *\nDisallow: /private/\n');
  else if (path === '/sitemap.xml') response.writeHead(200, xml).end(sitemapIndex(base));
  else if (path.startsWith('/part/'))
    response.writeHead(200, xml).end(sitemap(base, Number.parseInt(path.slice(6), 10)));
  else {
    const n = Number(path.slice(3));
    const body = ready?.[n] ?? Buffer.from(story(n));
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-length': body.length })
      .end(body);
  }
});
server.keepAliveTimeout = 30_000;
server.listen(0, '127.0.0.1', () => console.log(`port ${(server.address() as AddressInfo).port}`));
process.stdin.on('end', () => process.exit(0)).resume();
