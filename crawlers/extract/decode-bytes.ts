import { guessCharset } from './guess-charset.ts';
import { prescanMeta } from './prescan-meta.ts';

export interface DecodedBytes {
  text: string;
  /** The name of the encoding that was used, lower case (WHATWG label; GBK and GB2312 are read as gb18030). */
  charset: string;
}

/** A label of the page, as the encoding to use; null when nobody knows it. */
export function encodingFor(label: string): string | null {
  const name = label.trim().toLowerCase();
  if (/^(gbk|gb_?2312|gb2312-80|x-gbk|cp936|ms936|euc-cn|gb_2312-80|hz-gb-2312)$/.test(name))
    return 'gb18030';
  if (name === 'x-user-defined') return 'windows-1252';
  if (/^utf-?8-?sig$|^utf8mb4$/.test(name)) return 'utf-8';
  try {
    return new TextDecoder(name).encoding;
  } catch {
    return null; // an unknown label is as good as none
  }
}

function byteOrderMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0x84 && bytes[1] === 0x31 && bytes[2] === 0x95 && bytes[3] === 0x33) return 'gb18030';
  return null;
}

/** The text if the bytes are UTF-8; a slip in fifty characters is forgiven: bytes of another encoding break nearly all. */
function asUtf8(bytes: Uint8Array): { text: string; ascii: boolean } | null {
  const text = new TextDecoder('utf-8').decode(bytes);
  const ascii = text.length === bytes.length && !/[\u0080-\uffff]/.test(text);
  if (ascii) return { text, ascii };
  const broken = text.split('\uFFFD').length - 1;
  if (broken === 0) return { text, ascii };
  const good = bytes.length - text.length; // continuation bytes that found their place
  return good > 50 * broken ? { text, ascii } : null;
}

/** Latin text in two bytes a character without a mark: every other byte is zero. */
function unmarkedUtf16(bytes: Uint8Array): string | null {
  const length = Math.min(bytes.length, 1_024) & ~1;
  if (length < 8) return null;
  const zeros = [0, 0];
  for (let at = 0; at < length; at++) if (bytes[at] === 0) zeros[at & 1]! += 1;
  const [even, odd] = [zeros[0]! / (length / 2), zeros[1]! / (length / 2)];
  if (odd > 0.4 && even < 0.05) return 'utf-16le';
  return even > 0.4 && odd < 0.05 ? 'utf-16be' : null;
}

/** BOM, then bytes that are plainly UTF-8, then header, meta and XML declaration, then a guess from the bytes. */
export function decodeBytes(bytes: Uint8Array, contentType?: string): DecodedBytes {
  const bom = byteOrderMark(bytes) ?? unmarkedUtf16(bytes);
  if (bom) return decodeAs(bytes, bom);
  const utf8 = asUtf8(bytes);
  if (utf8 && !utf8.ascii) return { text: utf8.text, charset: 'utf-8' };
  const label = /charset\s*=\s*["']?([^\s;"',]+)/i.exec(contentType ?? '')?.[1];
  const header = label === undefined ? null : encodingFor(label);
  if (utf8) {
    const declared = header ?? declaredInside(bytes);
    if (!declared && /\u001b\$[@B]/.test(utf8.text)) return decodeAs(bytes, 'iso-2022-jp'); // oxlint-disable-line no-control-regex
    return { text: utf8.text, charset: declared?.startsWith('utf-16') ? 'utf-8' : (declared ?? 'utf-8') };
  }
  return decodeLegacy(bytes, header);
}

/** Bytes that are not UTF-8. A label that breaks them is a slip, and the next in line is asked. */
function decodeLegacy(bytes: Uint8Array, header: string | null): DecodedBytes {
  const inside = declaredInside(bytes);
  const guessed = (): string => guessCharset(bytes) ?? 'windows-1252';
  // Servers call every page Latin: where the page says otherwise and its bytes agree, the page is believed.
  const doubted = header === 'windows-1252' && inside !== null && inside !== header && guessed() === inside;
  const labels = (doubted ? [inside] : [header, inside]).filter(
    (name): name is string => name !== null && !name.startsWith('utf-'),
  );
  for (const name of labels) {
    const decoded = decodeAs(bytes, name);
    if (!broken(decoded)) return decoded;
  }
  const guess = decodeAs(bytes, guessed());
  return labels[0] !== undefined && broken(guess) ? decodeAs(bytes, labels[0]) : guess;
}

/** More than one character in fifty beyond ASCII could not be read. */
function broken({ text }: DecodedBytes): boolean {
  let [lost, beyond] = [0, 0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 127) beyond += 1;
    if (code === 0xfffd) lost += 1;
  }
  return lost > 0.02 * beyond;
}

function declaredInside(bytes: Uint8Array): string | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 65_536));
  const xml = /^\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([^"']+)["']/i.exec(head)?.[1];
  const label = xml ?? prescanMeta(head, (name) => encodingFor(name) !== null);
  const name = label ? encodingFor(label) : null;
  return name?.startsWith('utf-16') ? 'utf-8' : name;
}

function decodeAs(bytes: Uint8Array, charset: string): DecodedBytes {
  return { text: new TextDecoder(charset).decode(bytes), charset };
}
