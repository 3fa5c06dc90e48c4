import type { ServerResponse } from 'node:http';
import { deflateSync, gzipSync } from 'node:zlib';
import type { Behaviour } from './hostile-site.ts';

/** Bad habits below the level of pages: what a server can do to the wire, the headers and the encodings. */

const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n';
const PAGE = '<html><body><p>A page about linen.</p></body></html>';

const raw =
  (...parts: (string | Buffer)[]) =>
  (response: ServerResponse): void => {
    for (const part of parts) response.socket?.write(part);
    response.socket?.end();
  };
/** Sends a text one piece at a time, without ever coming to its end. */
const dripping =
  (text: string, everyMs = 60) =>
  (response: ServerResponse): void => {
    let at = 0;
    const timer = setInterval(() => response.socket?.write(text[at++ % text.length]!), everyMs);
    response.socket?.on('close', () => clearInterval(timer));
  };
const thenDrop =
  (text: string) =>
  (response: ServerResponse): void => {
    response.socket?.write(text);
    setTimeout(() => response.socket?.destroy(), 20);
  };
const lines = (count: number, line: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => `${line(n)}\r\n`).join('');
const full = (headers: string, body = PAGE): string =>
  `${HEAD}${headers}content-length: ${body.length}\r\n\r\n${body}`;
const said = (status: string, headers = '', body = ''): string =>
  `HTTP/1.1 ${status}\r\n${headers}content-length: ${body.length}\r\n\r\n${body}`;

export const WIRE: Record<string, Behaviour> = {
  'drop-in-status': { expected: 'connection-lost', answer: thenDrop('HTTP/1.1 2') },
  'drop-in-headers': { expected: 'connection-lost', answer: thenDrop(`${HEAD}x-half: a`) },
  'drop-after-headers': {
    expected: 'connection-lost',
    answer: thenDrop(`${HEAD}content-length: 90\r\n\r\n`),
  },
  'drop-in-chunk': {
    expected: 'connection-lost',
    answer: thenDrop(`${HEAD}transfer-encoding: chunked\r\n\r\n5\r\n<p>`),
  },
  'slow-status': { expected: 'timeout', answer: dripping('HTTP/1.1 200 OK'.padEnd(400, ' ')) },
  'slow-headers': { expected: 'timeout', answer: dripping(`${HEAD}x: ${'a'.repeat(900)}`) },
  'slow-chunks': {
    expected: 'timeout',
    answer: (response) => {
      response.socket?.write(`${HEAD}transfer-encoding: chunked\r\n\r\n`);
      const timer = setInterval(() => response.socket?.write('1\r\na\r\n'), 60);
      response.socket?.on('close', () => clearInterval(timer));
    },
  },
  'thousands-of-headers': {
    expected: 'headers-too-large',
    answer: raw(full(lines(2_500, (n) => `x${n}: a`))),
  },
  'cookie-flood': {
    expected: 'headers-too-large',
    answer: raw(full(lines(400, (n) => `set-cookie: c${n}=1`))),
  },
  'one-huge-header-name': {
    expected: 'headers-too-large',
    answer: raw(full(`${'x'.repeat(50_000)}: a\r\n`)),
  },
  'nul-in-header': { expected: 'bad-http', answer: raw(full('x: a\0b\r\n')) },
  'header-without-colon': { expected: 'bad-http', answer: raw(full('no colon here\r\n')) },
  'header-with-bare-return': { expected: 'bad-http', answer: raw(full('x: a\rset-cookie: b\r\n')) },
  'negative-length': { expected: 'bad-http', answer: raw(`${HEAD}content-length: -5\r\n\r\n${PAGE}`) },
  'length-in-words': { expected: 'bad-http', answer: raw(`${HEAD}content-length: many\r\n\r\n${PAGE}`) },
  'length-beyond-numbers': {
    expected: 'connection-lost',
    answer: raw(`${HEAD}content-length: 99999999999999999999999\r\n\r\n${PAGE}`),
  },
  'length-of-gigabytes': {
    expected: 'connection-lost',
    answer: raw(`${HEAD}content-length: 9000000000\r\n\r\n${PAGE}`),
  },
  'length-and-chunked': {
    expected: 'connection-lost',
    answer: raw(`${HEAD}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`),
  },
  'chunk-of-letters': {
    expected: 'bad-http',
    answer: raw(`${HEAD}transfer-encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n`),
  },
  'chunk-beyond-numbers': {
    expected: 'bad-http',
    answer: raw(`${HEAD}transfer-encoding: chunked\r\n\r\nfffffffffffffffff\r\nabc`),
  },
  'chunk-without-end': {
    expected: 'bad-http',
    answer: raw(`${HEAD}transfer-encoding: chunked\r\n\r\n3\r\nabcdefg\r\n0\r\n\r\n`),
  },
  'chunk-extension-flood': {
    expected: 'ok',
    answer: raw(`${HEAD}transfer-encoding: chunked\r\n\r\n1;${'x'.repeat(60_000)}\r\na\r\n0\r\n\r\n`),
  },
  'trailer-flood': {
    expected: 'headers-too-large',
    answer: raw(
      `${HEAD}transfer-encoding: chunked\r\n\r\n1\r\na\r\n0\r\n${lines(9_000, (n) => `t${n}: a`)}\r\n`,
    ),
  },
  'answer-of-1991': { expected: 'bad-http', answer: raw(PAGE) },
  'answer-in-http-2': { expected: 'bad-http', answer: raw('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n') },
  'answer-in-tls': { expected: 'bad-http', answer: raw(Buffer.from('15030100020228', 'hex')) },
  'answer-in-binary': { expected: 'bad-http', answer: raw(Buffer.from([0, 1, 2, 3, 255, 254, 13, 10])) },
  'informed-without-end': {
    expected: 'connection-lost',
    answer: (response) => {
      const timer = setInterval(() => response.socket?.write('HTTP/1.1 100 Continue\r\n\r\n'.repeat(50)), 5);
      response.socket?.on('close', () => clearInterval(timer));
    },
  },
  'early-hints': {
    expected: 'ok',
    answer: raw('HTTP/1.1 103 Early Hints\r\nlink: </a.css>; rel=preload\r\n\r\n', full('')),
  },
  'switching-protocols': {
    expected: 'network',
    answer: raw('HTTP/1.1 101 Switching\r\nupgrade: x\r\n\r\n'),
  },
  'no-content-with-body': { expected: 'ok', answer: raw(`HTTP/1.1 204 No Content\r\n\r\n${PAGE}`) },
  'reset-content': { expected: 'ok', answer: raw(said('205 Reset')) },
  'a-part-nobody-asked-for': {
    expected: 'http-206',
    answer: raw(said('206 Part', 'content-range: bytes 0-4/900\r\n', '<html')),
  },
  'not-modified-unasked': {
    expected: 'http-304',
    answer: raw('HTTP/1.1 304 Not Modified\r\netag: "1"\r\n\r\n'),
  },
  'redirect-to-nowhere': { expected: 'http-302', answer: raw(said('302 Found')) },
  'many-choices': { expected: 'http-300', answer: raw(said('300 Choices', 'location: /elsewhere\r\n')) },
  'status-418': { expected: 'http-418', answer: raw(said('418 Teapot')) },
  'status-599': { expected: 'http-599', answer: raw(said('599 Odd')) },
  'status-999': { expected: 'http-999', answer: raw(said('999 Denied')) },
  'status-429-for-ever': { expected: 'http-429', answer: raw(said('429 Slow down')) },
  'status-429-in-nonsense': { expected: 'http-429', answer: raw(said('429 Slow', 'retry-after: soon\r\n')) },
  'status-503-until-a-date': {
    expected: 'http-503',
    answer: raw(said('503 Away', 'retry-after: Fri, 31 Dec 2100 23:59:59 GMT\r\n')),
  },
  'status-503-until-yesterday': {
    expected: 'http-503',
    answer: raw(said('503 Away', 'retry-after: Sun, 01 Nov 2026 00:00:00 GMT\r\n')),
  },
  'status-503-for-ever': {
    expected: 'http-503',
    answer: raw(said('503 Away', 'retry-after: 99999999999999999999\r\n')),
  },
  'deflate-bomb': {
    expected: 'too-large',
    answer: (response) =>
      void response
        .writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'deflate' })
        .end(deflateSync(Buffer.alloc(20_000_000))),
  },
  'gzip-with-a-tail': {
    expected: 'bad-encoding',
    answer: (response) =>
      void response
        .writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' })
        .end(Buffer.concat([gzipSync(PAGE), Buffer.from('tail')])),
  },
  'brotli-that-is-not': { expected: 'bad-encoding', answer: raw(full('content-encoding: br\r\n')) },
  'encoding-of-air': {
    expected: 'ok',
    answer: raw(`${HEAD}content-encoding: gzip\r\ncontent-length: 0\r\n\r\n`),
  },
  'charset-of-fantasy': {
    expected: 'ok',
    answer: raw(said('200 OK', 'content-type: text/html; charset=klingon-8\r\n', PAGE)),
  },
  'charset-that-lies': {
    expected: 'ok',
    answer: raw(said('200 OK', 'content-type: text/html; charset=utf-16le\r\n', PAGE)),
  },
  'type-of-fantasy': { expected: 'content-type', answer: raw(said('200 OK', 'content-type: x/y\r\n', PAGE)) },
  'type-left-out': { expected: 'ok', answer: raw(said('200 OK', '', PAGE)) },
  'stray-nul-bytes': { expected: 'ok', answer: raw(full('', '<html>\0<p>A page\0 about linen.')) },
  'picture-called-html': {
    expected: 'content-type',
    answer: raw(Buffer.from(full('', '\x89PNG\r\n\x1a\n0000'), 'latin1')),
  },
  'archive-called-html': { expected: 'content-type', answer: raw(full('', 'PK\x03\x04aaaa')) },
  'document-called-html': { expected: 'content-type', answer: raw(full('', '%PDF-1.7 aaaa')) },
};
