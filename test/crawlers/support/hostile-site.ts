import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { gzipSync, deflateRawSync, brotliCompressSync } from 'node:zlib';
import { WIRE } from './hostile-wire.ts';
import type { Handler } from './serve.ts';

const HTML = { 'content-type': 'text/html; charset=utf-8' };
const BOMB = gzipSync(Buffer.alloc(40_000_000));

/** One path a bad habit of real servers. `expected` is the ledger's reason it has to end with. */
export interface Behaviour {
  expected: string;
  answer: (response: ServerResponse, base: string) => void;
}

function drip(response: ServerResponse): void {
  response.writeHead(200, HTML);
  const timer = setInterval(() => response.write('<p>.'), 100);
  response.on('close', () => clearInterval(timer));
}

function flood(response: ServerResponse): void {
  response.writeHead(200, HTML);
  const chunk = Buffer.alloc(65_536, 'a');
  const more = (): void => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', more);
  more();
}

const raw =
  (text: string) =>
  (response: ServerResponse): void =>
    void response.socket?.end(text);
const status =
  (code: number, headers: Record<string, string> = {}) =>
  (response: ServerResponse): void =>
    void response.writeHead(code, headers).end('no');
const to =
  (location: string) =>
  (response: ServerResponse): void =>
    void response.writeHead(302, { location }).end();

const PAGES: Record<string, Behaviour> = {
  'drop-at-once': { expected: 'connection-lost', answer: (r) => void r.socket?.destroy() },
  'drop-in-body': {
    expected: 'connection-lost',
    answer: (r) => {
      r.writeHead(200, { ...HTML, 'content-length': '5000' });
      r.write('<html>');
      setTimeout(() => r.socket?.destroy(), 20);
    },
  },
  'shorter-than-said': {
    expected: 'connection-lost',
    answer: raw('HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 900\r\n\r\n<p>short'),
  },
  'chunk-cut': {
    expected: 'connection-lost',
    answer: raw('HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ntransfer-encoding: chunked\r\n\r\nff\r\nabc'),
  },
  'slow-drip': { expected: 'timeout', answer: drip },
  'never-answers': { expected: 'timeout', answer: () => {} },
  'headers-then-silence': { expected: 'timeout', answer: (r) => r.writeHead(200, HTML).flushHeaders() },
  'endless-body': { expected: 'too-large', answer: flood },
  'gzip-bomb': {
    expected: 'too-large',
    answer: (r) => void r.writeHead(200, { ...HTML, 'content-encoding': 'gzip' }).end(BOMB),
  },
  'brotli-bomb': {
    expected: 'too-large',
    answer: (r) =>
      void r
        .writeHead(200, { ...HTML, 'content-encoding': 'br' })
        .end(brotliCompressSync(Buffer.alloc(20_000_000), { params: { 1: 1 } })),
  },
  'double-gzip-bomb': {
    expected: 'too-large',
    answer: (r) => void r.writeHead(200, { ...HTML, 'content-encoding': 'gzip, gzip' }).end(gzipSync(BOMB)),
  },
  'gzip-cut': {
    expected: 'bad-encoding',
    answer: (r) =>
      void r
        .writeHead(200, { ...HTML, 'content-encoding': 'gzip' })
        .end(gzipSync(randomBytes(4_000)).subarray(0, 900)),
  },
  'gzip-that-is-not': {
    expected: 'bad-encoding',
    answer: (r) => void r.writeHead(200, { ...HTML, 'content-encoding': 'gzip' }).end('<html>plain'),
  },
  'unknown-encoding': {
    expected: 'bad-encoding',
    answer: (r) => void r.writeHead(200, { ...HTML, 'content-encoding': 'zstd' }).end('x'),
  },
  'three-encodings': {
    expected: 'bad-encoding',
    answer: (r) => void r.writeHead(200, { ...HTML, 'content-encoding': 'gzip, gzip, gzip' }).end('x'),
  },
  'huge-headers': {
    expected: 'headers-too-large',
    answer: raw(`HTTP/1.1 200 OK\r\nx: ${'a'.repeat(60_000)}\r\n\r\n`),
  },
  'not-http': { expected: 'bad-http', answer: raw('hello there\r\n\r\n') },
  'bad-status-line': { expected: 'bad-http', answer: raw('HTTP/1.1 abc\r\n\r\n') },
  'two-lengths': {
    expected: 'connection-lost',
    answer: raw('HTTP/1.1 200 OK\r\ncontent-length: 3\r\ncontent-length: 5\r\n\r\nabc'),
  },
  'redirect-to-itself': {
    expected: 'too-many-redirects',
    answer: (r, base) => to(`${base}/redirect-to-itself`)(r),
  },
  'redirect-growing': {
    expected: 'too-many-redirects',
    answer: (r, base) => to(`${base}/redirect-growing?${Math.random()}`)(r),
  },
  'redirect-to-private': { expected: 'private-address', answer: to('http://127.0.0.2:9/') },
  'redirect-to-metadata': {
    expected: 'private-address',
    answer: to('http://169.254.169.254/latest/meta-data/'),
  },
  'redirect-to-decimal': { expected: 'private-address', answer: to('http://2130706434/') },
  'redirect-to-octal': { expected: 'private-address', answer: to('http://0177.0.0.2/') },
  'redirect-to-hex': { expected: 'private-address', answer: to('http://0x7f000002/') },
  'redirect-to-v6-loopback': { expected: 'private-address', answer: to('http://[::1]:9/') },
  'redirect-to-mapped-v4': { expected: 'private-address', answer: to('http://[::ffff:10.0.0.1]/') },
  'redirect-to-nat64': { expected: 'private-address', answer: to('http://[64:ff9b::a00:1]/') },
  'redirect-to-file': { expected: 'bad-scheme', answer: to('file:///etc/passwd') },
  'redirect-to-gopher': { expected: 'bad-scheme', answer: to('gopher://example.org/') },
  'redirect-to-nonsense': { expected: 'bad-redirect', answer: to('http://[') },
  'redirect-with-password': { expected: 'bad-url', answer: to('http://user:secret@127.0.0.1/') },
  'redirect-to-short-form': { expected: 'private-address', answer: to('http://127.1/') },
  'redirect-to-zero': { expected: 'private-address', answer: to('http://0/') },
  'redirect-to-trailing-dot': { expected: 'private-address', answer: to('http://127.0.0.2./') },
  'redirect-to-circled-digits': {
    expected: 'private-address',
    answer: to('http://%E2%91%A0%E2%91%A1%E2%91%A6.0.0.2/'),
  },
  'redirect-to-6to4': { expected: 'private-address', answer: to('http://[2002:7f00:1::]/') },
  'redirect-to-teredo': { expected: 'private-address', answer: to('http://[2001:0:7f00:1::1]/') },
  'redirect-to-compatible-v4': { expected: 'private-address', answer: to('http://[::127.0.0.1]/') },
  'redirect-to-cgnat': { expected: 'private-address', answer: to('//100.64.0.1/') },
  'redirect-to-multicast': { expected: 'private-address', answer: to('http://239.1.2.3/') },
  'redirect-to-zone': { expected: 'bad-redirect', answer: to('http://[fe80::1%25eth0]/') },
  'redirect-to-data': { expected: 'bad-scheme', answer: to('data:text/html,hello') },
  'redirect-to-script': { expected: 'bad-scheme', answer: to('javascript:alert(1)') },
  'redirect-to-nothing': { expected: 'too-many-redirects', answer: to('') },
  'redirect-to-other-port': { expected: 'private-address', answer: to('http://127.0.0.1:9/') },
  'redirect-ping': { expected: 'too-many-redirects', answer: (r, base) => to(`${base}/redirect-pong`)(r) },
  'redirect-pong': { expected: 'too-many-redirects', answer: (r, base) => to(`${base}/redirect-ping`)(r) },
  'redirect-into-closed': { expected: 'robots', answer: (r, base) => to(`${base}/closed/page`)(r) },
  'image-as-page': {
    expected: 'content-type',
    answer: (r) => void r.writeHead(200, { 'content-type': 'image/png' }).end(randomBytes(500)),
  },
  'pdf-as-page': {
    expected: 'content-type',
    answer: (r) => void r.writeHead(200, { 'content-type': 'application/pdf' }).end('%PDF'),
  },
  'binary-as-html': {
    expected: 'content-type',
    answer: (r) => void r.writeHead(200, HTML).end(Buffer.concat([Buffer.from('<html>'), Buffer.alloc(900)])),
  },
  'status-401': { expected: 'http-401', answer: status(401) },
  'status-403': { expected: 'http-403', answer: status(403) },
  'status-404': { expected: 'http-404', answer: status(404) },
  'status-410': { expected: 'http-410', answer: status(410) },
  'status-500': { expected: 'http-500', answer: status(500) },
  'status-429-long': { expected: 'http-429', answer: status(429, { 'retry-after': '86400' }) },
  'status-503-long': { expected: 'http-503', answer: status(503, { 'retry-after': '86400' }) },
  'reserved-by-header': {
    expected: 'tdm-reservation',
    answer: (r) => void r.writeHead(200, { ...HTML, 'tdm-reservation': '1' }).end('<p>mine'),
  },
  'reserved-by-meta': {
    expected: 'noai',
    answer: (r) => void r.writeHead(200, HTML).end('<meta name="robots" content="noai, noimageai"><p>mine'),
  },
  'raw-deflate': {
    expected: 'ok',
    answer: (r) =>
      void r.writeHead(200, { ...HTML, 'content-encoding': 'deflate' }).end(deflateRawSync('<p>fine')),
  },
  'deep-tree': { expected: 'ok', answer: (r) => void r.writeHead(200, HTML).end('<div>'.repeat(60_000)) },
  'attribute-flood': {
    expected: 'ok',
    answer: (r) => void r.writeHead(200, HTML).end(`<p ${'a="b" '.repeat(80_000)}>x`),
  },
  'unclosed-everything': {
    expected: 'ok',
    answer: (r) => void r.writeHead(200, HTML).end('<table><tr><td><a href="/x"><b>'.repeat(8_000)),
  },
  'empty-body': { expected: 'ok', answer: (r) => void r.writeHead(200, HTML).end() },
};

/** All of them, by path. */
export const BEHAVIOURS: Record<string, Behaviour> = { ...PAGES, ...WIRE };

export const hostileSite =
  (base: () => string): Handler =>
  (request, response) => {
    const path = (request.url ?? '').slice(1).split('?')[0]!;
    if (path === 'robots.txt')
      response.writeHead(200, { 'content-type': 'text/plain' }).end('User-agent: *\nDisallow: /closed/\n');
    else if (BEHAVIOURS[path]) BEHAVIOURS[path].answer(response, base());
    else response.writeHead(404).end();
  };
