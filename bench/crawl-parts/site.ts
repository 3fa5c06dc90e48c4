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

const few = pageBytes < 10_000;
const menuItem = (i: number): string =>
  `<li class="menu-item menu-item-${i}"><a class="menu-link" href="/topic/${i}"><span>Topic ${i}</span></a></li>`;
const menu = `<nav class="site-nav"><ul>${Array.from({ length: few ? 6 : 40 }, (_, i) => menuItem(i)).join('')}</ul></nav>`;
const style = `<style>${Array.from({ length: few ? 4 : 60 }, (_, i) => `.card-${i}{margin:${i}px;padding:0 ${i}px;color:#2${i % 10}a}`).join('')}</style>`;
const script = `<script>window.settings={${Array.from({ length: few ? 4 : 90 }, (_, i) => `"option${i}":{"on":true,"from":${i}}`).join(',')}}</script>`;

/**
 * A story as a magazine prints it: head with its data, menu, text, cards of other stories, footer.
 * Its text is a sixth of it: of real pages of this size it was 2 to 11 %.
 */
function story(n: number): string {
  const date = new Date(Date.UTC(2026, n % 10, 1 + (n % 28))).toISOString();
  const head = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Story ${n} | The Bench</title>
<meta property="og:type" content="article"><meta property="og:title" content="Story ${n}">
<link rel="canonical" href="/s/${n}"><script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle",
"headline":"Story ${n}","datePublished":"${date}","author":{"@type":"Person","name":"A Writer"}}</script>${style}</head><body>`;
  let text = `${head}${menu}<article><h1>Story ${n}</h1>`;
  const start = text.length;
  for (let i = 0; text.length - start < pageBytes / 6; i++) text += paragraphs[(n * 13 + i * 29) % 400] ?? '';
  text += '</article><aside class="more">';
  const tail = `</aside><footer class="foot"><p>Made up for a measurement.</p></footer>${script}</body></html>`;
  for (let i = 0; text.length + tail.length < pageBytes; i++)
    text += `<div class="card card-${i}"><a class="card-link" href="/s/${(n * 7 + i) % pages}"><img class="card-image" src="/i/${i}.jpg" alt="" width="320" height="240"><h3 class="card-title">Another story ${i}</h3></a><span class="card-by">By A Writer</span></div>`;
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
  else if (!path.startsWith('/s/')) response.writeHead(404).end();
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
