/** Query keys that say where a visitor came from, not what the page is. */
const TRACKING =
  /^(utm_\w+|gclid|gclsrc|dclid|fbclid|msclkid|yclid|igshid|mc_[ce]id|spm|scm|_ga|_gl|ref_src|ref_|cmpid|icid|vero_id|wt_mc|xtor|share_token|share_source|from_source|jsessionid|phpsessid|sid|sessionid|srsltid|variant_ref|_pos|_sid|_ss|_psq)$/i;

/** One spelling for a page's address: no fragment, no tracking keys, no session in the path. null when not http(s). */
export function canonicalUrl(url: string, base?: string): string | null {
  if (!URL.canParse(url, base)) return null;
  const parsed = new URL(url, base);
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') return null;
  parsed.hash = '';
  parsed.username = '';
  parsed.password = '';
  if (parsed.search !== '') {
    const kept = parsed.search
      .slice(1)
      .split('&')
      .filter((pair) => pair !== '' && !TRACKING.test(pair.split('=')[0]!));
    parsed.search = kept.length > 0 ? `?${kept.join('&')}` : '';
  } else parsed.search = ''; // A lone question mark goes.
  parsed.pathname = parsed.pathname.replace(/;jsessionid=[^/;]*/i, '');
  return parsed.href;
}
