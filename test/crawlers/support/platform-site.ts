import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CataloguedSource } from '../../../core/source.ts';
import type { MemoryStore } from './memory-store.ts';

export interface PlatformSite {
  name: string;
  source: Pick<CataloguedSource, 'platform' | 'sector'> & Partial<CataloguedSource>;
  urls: string[];
  answer: (request: IncomingMessage, response: ServerResponse, base: string) => void;
  check: (store: MemoryStore) => void;
}

export const gone = (response: ServerResponse): void => void response.writeHead(404).end();
export const queryOf = (request: IncomingMessage): URLSearchParams =>
  new URL(request.url ?? '/', 'http://x').searchParams;
export const pathOf = (request: IncomingMessage): string => new URL(request.url ?? '/', 'http://x').pathname;
