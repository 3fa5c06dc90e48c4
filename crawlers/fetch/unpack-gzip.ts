import { gunzipSync } from 'node:zlib';
import { fetchError } from './fetch-error.ts';

/** A file that is itself gzipped (`sitemap.xml.gz`), whatever type its server gives it; the limit is that of any body. */
export function unpackGzip<T extends { body: Uint8Array; headers: Record<string, string> }>(
  url: string,
  answer: T,
  maxBytes: number,
): T {
  if (answer.body[0] !== 0x1f || answer.body[1] !== 0x8b) return answer;
  try {
    const body = gunzipSync(answer.body, { maxOutputLength: maxBytes });
    return { ...answer, body, headers: { ...answer.headers, 'content-type': '' } };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')
      throw fetchError('TOO_LARGE', 'too-large', `${url} unpacks to more than ${maxBytes} bytes`);
    throw fetchError('UNREADABLE', 'bad-encoding', `${url} is not the gzip file it begins as`);
  }
}
