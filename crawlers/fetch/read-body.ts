import { brotliDecompressSync, constants, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { fetchError } from './fetch-error.ts';

const tooLarge = (url: string, limit: number) =>
  fetchError('TOO_LARGE', 'too-large', `${url} is larger than ${limit} bytes`);

/** Collects a body as it came over the wire, at most `limit` bytes of it. */
async function collect(url: string, body: AsyncIterable<Uint8Array>, limit: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > limit) throw tooLarge(url, limit);
    chunks.push(chunk);
  }
  return chunks.length === 1 ? Buffer.from(chunks[0]!) : Buffer.concat(chunks, size);
}

function unpack(coding: string, packed: Buffer, limit: number): Buffer {
  const options = { maxOutputLength: limit };
  if (coding === 'gzip' || coding === 'x-gzip') return gunzipSync(packed, options);
  if (coding === 'br') return brotliDecompressSync(packed, options);
  // Servers send raw deflate under the name of zlib's: the first byte tells.
  return (packed[0]! & 15) === 8 ? inflateSync(packed, options) : inflateRawSync(packed, options);
}

/** The body after decompression. The size is checked while unpacking, so a bomb costs no more than the limit. */
export async function readBody(
  url: string,
  body: AsyncIterable<Uint8Array>,
  contentEncoding: string,
  limit: number,
): Promise<Buffer> {
  const codings = contentEncoding
    .toLowerCase()
    .split(',')
    .map((part) => part.trim());
  const layers = codings.filter((coding) => coding !== '' && coding !== 'identity').toReversed();
  if (layers.length > 2 || layers.some((coding) => !['gzip', 'x-gzip', 'br', 'deflate'].includes(coding)))
    throw fetchError('UNREADABLE', 'bad-encoding', `${url} has the content encoding ${contentEncoding}`);
  let bytes = await collect(url, body, limit);
  for (const coding of layers) {
    if (bytes.length === 0) break;
    try {
      bytes = unpack(coding, bytes, limit);
    } catch (cause) {
      const code = cause instanceof Error && 'code' in cause ? cause.code : '';
      if (code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(url, limit);
      throw fetchError('UNREADABLE', 'bad-encoding', `${url} could not be unpacked as ${coding}`, { cause });
    }
  }
  return bytes;
}

const HEAD_UNPACKED_MAX = 16_000_000;

/** The first `limit` bytes of a body; what comes after them, or cannot be unpacked any more, is left. */
export async function readHead(
  url: string,
  body: AsyncIterable<Uint8Array>,
  contentEncoding: string,
  limit: number,
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= limit) break;
  }
  const packed = Buffer.concat(chunks, size);
  const coding = contentEncoding.trim().toLowerCase();
  if (coding === '' || coding === 'identity' || size === 0) return packed.subarray(0, limit);
  return unpackHead(url, coding, packed).subarray(0, limit);
}

/** A part of a packed body unpacks without its end when the flush asks for no end. */
function unpackHead(url: string, coding: string, packed: Buffer): Buffer {
  const options = { maxOutputLength: HEAD_UNPACKED_MAX, finishFlush: constants.Z_SYNC_FLUSH };
  try {
    if (coding === 'br')
      return brotliDecompressSync(packed, {
        maxOutputLength: HEAD_UNPACKED_MAX,
        finishFlush: constants.BROTLI_OPERATION_FLUSH,
      });
    if (coding === 'deflate')
      return (packed[0]! & 15) === 8 ? inflateSync(packed, options) : inflateRawSync(packed, options);
    return gunzipSync(packed, options);
  } catch (cause) {
    throw fetchError('UNREADABLE', 'bad-encoding', `${url} could not be unpacked as ${coding}`, { cause });
  }
}
