/** An address found in a page as an absolute http(s) URL, or null. */
export function absoluteUrl(value: string | null | undefined, base: string): string | null {
  const text = (value ?? '').trim();
  if (text === '' || text.startsWith('#') || /^(javascript|data|mailto|tel|blob|about):/i.test(text))
    return null;
  if (!URL.canParse(text, base)) return null;
  const url = new URL(text, base);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
}
