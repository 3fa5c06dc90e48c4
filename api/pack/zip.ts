import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipFile {
  /** With `/` between folders. */
  name: string;
  data: Buffer;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
/** Names are UTF-8. */
const UTF8 = 0x0800;
const DEFLATE = 8;
/** 1980-01-01, the earliest there is: the same pack is the same bytes. */
const DATE = 0x21;

/** Files as a ZIP archive (PKWARE APPNOTE 6.3.10), deflated; under 4 GiB and 65,535 files. */
export function writeZip(files: readonly ZipFile[]): Buffer {
  const parts: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const { name, data } of files) {
    const named = Buffer.from(name, 'utf8');
    const packed = deflateRawSync(data, { level: 9 });
    const fields = { sum: crc32(data), packed: packed.length, plain: data.length, name: named.length };
    const local = headOf(LOCAL, 30, 4, fields);
    parts.push(local, named, packed);
    const central = headOf(CENTRAL, 46, 6, fields);
    central.writeUInt16LE(VERSION, 4);
    central.writeUInt32LE(offset, 42);
    entries.push(central, named);
    offset += local.length + named.length + packed.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, directory, end]);
}

/** What a local head and its entry in the directory share, from `at` on. */
function headOf(
  signature: number,
  length: number,
  at: number,
  { sum, packed, plain, name }: { sum: number; packed: number; plain: number; name: number },
): Buffer {
  const head = Buffer.alloc(length);
  head.writeUInt32LE(signature, 0);
  head.writeUInt16LE(VERSION, at);
  head.writeUInt16LE(UTF8, at + 2);
  head.writeUInt16LE(DEFLATE, at + 4);
  head.writeUInt16LE(DATE, at + 8);
  head.writeUInt32LE(sum, at + 10);
  head.writeUInt32LE(packed, at + 14);
  head.writeUInt32LE(plain, at + 18);
  head.writeUInt16LE(name, at + 22);
  return head;
}
