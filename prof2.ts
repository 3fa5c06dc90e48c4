import { extractPage } from './crawlers/index.ts';
import { readFileSync, readdirSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { articlePages, productPages } from './bench/extract-pages.ts';
const set = process.argv[2] ?? 'article';
let texts: Buffer[];
const w = 'The wide-leg trousers came back this season, and nobody we asked was surprised. '.repeat(6);
const cb = (n: number) => `<html lang="en"><head><title>Story ${n}</title></head><body><nav>${'<a href="/x">Menu entry</a> '.repeat(60)}</nav><article><h1>Story ${n}</h1>${`<p>${w}</p>`.repeat(24)}</article><aside>${'<div class="card"><a href="/y">Another story</a></div>'.repeat(120)}</aside></body></html>`;
if (set === 'crawl') texts = Array.from({ length: 60 }, (_, i) => Buffer.from(cb(i)));
else if (set === 'article') texts = articlePages().map((t) => Buffer.from(t));
else if (set === 'product') texts = productPages().map((t) => Buffer.from(t));
else texts = readdirSync(set).slice(0, 80).map((f) => f.endsWith('.gz') ? gunzipSync(readFileSync(`${set}/${f}`)) : readFileSync(`${set}/${f}`));
const end = performance.now() + 5000;
let n = 0;
while (performance.now() < end) { for (const t of texts) { parseHtml(t.toString()); n++; } }
console.log(set, n, 5000 / n);
