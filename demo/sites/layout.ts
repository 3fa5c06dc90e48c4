import type { Language } from '../../core/words.ts';
import { MADE_UP } from '../options.ts';
import { escapeHtml } from './site.ts';

export interface Layout {
  language: Language;
  siteName: string;
  title: string;
  /** Extra elements of the head. */
  head?: string;
  body: string;
  nav?: string;
  /** A link into the area that robots.txt closes. */
  closedPath: string;
  charset?: string;
}

/** The frame of every page of the made-up web, with its label. */
export function layout(page: Layout): string {
  const lang = page.language === 'zh' ? 'zh-CN' : 'en';
  const note = MADE_UP[page.language];
  const members = page.language === 'zh' ? '会员后台' : 'Members';
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="${page.charset ?? 'utf-8'}">
<title>${escapeHtml(page.title)} - ${escapeHtml(page.siteName)}</title>
<meta name="demo" content="${note}">
${page.head ?? ''}
</head>
<body>
<header><nav><a href="/">${escapeHtml(page.siteName)}</a> ${page.nav ?? ''} <a href="${page.closedPath}">${members}</a></nav></header>
<main>
${page.body}
</main>
<footer><small>${note}</small></footer>
</body>
</html>`;
}
