import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CataloguedSource } from '../../../core/source.ts';
import type { MemoryStore } from './memory-store.ts';

export interface PlatformSite {
  name: string;
  source: Pick<CataloguedSource, 'platform' | 'sector'> & Partial<CataloguedSource>;
  urls: string[];
  /** It answers /robots.txt itself. */
  robots?: true;
  /** `round` counts the runs from 1: what is new is there from the second on. */
  answer: (request: IncomingMessage, response: ServerResponse, base: string, round: number) => void;
  check: (store: MemoryStore, hits: string[]) => void;
  /** What the second run brought and asked for. */
  checkSecond?: (store: MemoryStore, hits: string[]) => void;
  /** With these options so many list pages, and no more, are asked for: those whose address matches. */
  bound?: { options: Record<string, unknown>; pages: RegExp; most: number };
}

export const gone = (response: ServerResponse): void => void response.writeHead(404).end();
export const queryOf = (request: IncomingMessage): URLSearchParams =>
  new URL(request.url ?? '/', 'http://x').searchParams;
export const pathOf = (request: IncomingMessage): string => new URL(request.url ?? '/', 'http://x').pathname;
