/**
 * JSON as pages really write it: comments, trailing commas, HTML entities in the text, raw line feeds in strings,
 * a CDATA wrapper, single statements with a semicolon. null when nothing can be read.
 */
export function parseTolerantJson(source: string): unknown {
  const text = source
    .trim()
    .replace(/^(?:\/\*\s*)?<!\[CDATA\[(?:\s*\*\/)?|(?:\/\*\s*)?\]\]>(?:\s*\*\/)?$/g, '')
    .replace(/^<!--|-->$/g, '')
    .trim();
  if (text === '') return null;
  for (const attempt of [() => text, () => repair(text), () => repair(unescapeEntities(text))]) {
    try {
      return JSON.parse(attempt()) as unknown;
    } catch {
      // the next, more forgiving reading is tried; when all fail the page simply has no data here
    }
  }
  return null;
}

function unescapeEntities(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#34;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** One pass: drops comments and trailing commas outside of strings, escapes control characters inside. */
function repair(text: string): string {
  let out = '';
  let at = 0;
  while (at < text.length) {
    const char = text[at]!;
    if (char === '"') {
      const end = stringEnd(text, at);
      out += cleanString(text.slice(at, end));
      at = end;
    } else if (text.startsWith('/*', at)) {
      const end = text.indexOf('*/', at + 2);
      at = end < 0 ? text.length : end + 2;
    } else if (text.startsWith('//', at)) {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else {
      out += char;
      at += 1;
    }
  }
  return out
    .replace(/,(\s*[}\]])/g, '$1')
    .replace(/(:\s*)undefined\b/g, '$1null')
    .replace(/[;\s]+$/, '');
}

function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

function cleanString(quoted: string): string {
  return quoted
    .replaceAll(/[\u0000-\u001f]/g, (c) => (c === '\n' ? '\\n' : c === '\t' ? '\\t' : ' ')) // oxlint-disable-line no-control-regex
    .replaceAll(/\\(?!["\\/bfnrtu])/g, '\\\\');
}
