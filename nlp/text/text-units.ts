let kept = '';
let units = new Uint16Array(1 << 14);
let bytes = Buffer.from(units.buffer);

/**
 * The UTF-16 units of a text in an array that is used again for the next text: read it at once and keep nothing of it.
 * Several passes go over each text; they find it here already, and an array is read several times faster than a string.
 */
export function unitsOf(text: string): Uint16Array {
  if (text === kept) return units;
  if (text.length > units.length) {
    units = new Uint16Array(text.length * 2);
    bytes = Buffer.from(units.buffer);
  }
  bytes.write(text, 0, 'utf16le');
  kept = text;
  return units;
}
