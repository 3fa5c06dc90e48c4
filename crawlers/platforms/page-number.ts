import type { SourceDefinition } from '../../core/source.ts';
import { textOption } from './platform.ts';
import type { CataloguedSource } from '../../core/source.ts';

/** The address of page N: as a query key, or in a template such as `/list_{page}.html`. */
export function pageNumberUrl(url: string, param: string, page: number): string {
  if (param.includes('{page}')) return new URL(param.replaceAll('{page}', String(page)), url).href;
  const next = new URL(url);
  next.searchParams.set(param, String(page));
  return next.href;
}

/** The name under which ranks are kept: the option `list`, or the list's own path. */
export function listName(source: CataloguedSource & SourceDefinition, url: string): string {
  const named = textOption(source, 'list');
  if (named !== undefined) return named;
  const { pathname } = new URL(url);
  return pathname.replaceAll(/^\/|\/$/g, '') || 'home';
}
