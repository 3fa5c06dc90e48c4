const QUOTE = 34;
const BACKSLASH = 92;
const ZERO = 48;
/** Most bytes a UTF-16 unit takes in a JSON string: `\u001f`. */
const UNIT_BYTES = 6;
const NUMBER_BYTES = 32;
const USUAL_BYTES = 1 << 19;
/** After longer answers the array is let go. */
const MOST_KEPT_BYTES = 1 << 23;

/** By ASCII unit: 0 as it is, 1 escaped. */
const ESCAPED = new Uint8Array(128).fill(1, 0, 32);
ESCAPED[QUOTE] = 1;
ESCAPED[BACKSLASH] = 1;

/**
 * JSON text as UTF-8 bytes, written straight into an array: answers are several times longer than what they answer,
 * and as strings they would be made, joined and encoded in turn.
 */
export class JsonBytes {
  #bytes = new Uint8Array(USUAL_BYTES);
  #length = 0;

  /** Bytes that are JSON already. */
  put(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    const into = this.#bytes;
    const from = this.#length;
    for (let at = 0; at < bytes.length; at += 1) into[from + at] = bytes[at]!;
    this.#length += bytes.length;
  }

  /** Text that is JSON already. */
  putText(json: string): void {
    this.#reserve(json.length * UNIT_BYTES);
    for (let at = 0; at < json.length; at += 1) at += this.#unit(json, at);
  }

  /** A value as a JSON string; the same as JSON.stringify gives. */
  putString(value: string): void {
    this.#reserve(value.length * UNIT_BYTES + 2);
    this.#bytes[this.#length++] = QUOTE;
    for (let at = 0; at < value.length; at += 1) {
      const unit = value.charCodeAt(at);
      if (unit >= 128) at += this.#unit(value, at);
      else if (ESCAPED[unit] === 0) this.#bytes[this.#length++] = unit;
      else this.putText(JSON.stringify(value[at]).slice(1, -1));
    }
    this.#bytes[this.#length++] = QUOTE;
  }

  /** A whole number from 0 on. */
  putWhole(value: number): void {
    this.#reserve(NUMBER_BYTES);
    let digits = 1;
    for (let rest = value; rest >= 10; rest = Math.trunc(rest / 10)) digits += 1;
    let rest = value;
    for (let at = this.#length + digits - 1; at >= this.#length; at -= 1) {
      this.#bytes[at] = ZERO + (rest % 10);
      rest = Math.trunc(rest / 10);
    }
    this.#length += digits;
  }

  /** What was written since the last time, in an array of its own. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = this.#bytes.slice(0, this.#length);
    this.#length = 0;
    if (this.#bytes.length > MOST_KEPT_BYTES) this.#bytes = new Uint8Array(USUAL_BYTES);
    return taken;
  }

  /** Writes the character at `at`; returns how many more units it took. A surrogate alone is escaped. */
  #unit(text: string, at: number): number {
    const point = text.codePointAt(at) ?? 0;
    if (point < 0x80) this.#bytes[this.#length++] = point;
    else if (point < 0x800) this.#push(0xc0 | (point >> 6), 0x80 | (point & 63));
    else if (point >= 0xd800 && point < 0xe000) this.putText(`\\u${point.toString(16)}`);
    else if (point < 0x10000)
      this.#push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
    else {
      this.#push(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 63));
      this.#push(0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
      return 1;
    }
    return 0;
  }

  #push(first: number, second: number, third = -1): void {
    this.#bytes[this.#length++] = first;
    this.#bytes[this.#length++] = second;
    if (third >= 0) this.#bytes[this.#length++] = third;
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}
