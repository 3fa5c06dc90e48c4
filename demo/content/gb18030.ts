/** Node decodes GB18030 but cannot encode it: the table is read off the decoder, two-byte area only. */
function encodingTable(): ReadonlyMap<string, number> {
  const decoder = new TextDecoder('gb18030');
  const table = new Map<string, number>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      const char = decoder.decode(Uint8Array.of(lead, trail));
      if (char.length === 1 && char !== '\ufffd' && !table.has(char)) table.set(char, (lead << 8) | trail);
    }
  }
  return table;
}

let table: ReadonlyMap<string, number> | null = null;

/** Bytes of a text in GBK, the two-byte part of GB18030. What GBK lacks becomes an HTML character reference. */
export function encodeGbk(text: string): Uint8Array {
  table ??= encodingTable();
  const bytes: number[] = [];
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    const pair = table.get(char);
    if (code < 0x80) bytes.push(code);
    else if (pair !== undefined) bytes.push(pair >> 8, pair & 0xff);
    else bytes.push(...Buffer.from(`&#${code};`, 'latin1'));
  }
  return Uint8Array.from(bytes);
}
