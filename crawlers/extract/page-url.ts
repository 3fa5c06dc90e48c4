/** An address found in a page as an absolute http(s) URL, or null. */
export function absoluteUrl(value: string | null | undefined, base: string): string | null {
  const text = (value ?? '').trim();
  if (text === '' || text.startsWith('#') || /^(javascript|data|mailto|tel|blob|about):/i.test(text))
    return null;
  try {
    const url = new URL(text, base);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
  } catch {
    return null; // asking first whether it can be parsed would parse every good address twice
  }
}
