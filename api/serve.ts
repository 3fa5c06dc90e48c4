import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { AppError } from '../core/errors.ts';
import type { ApiApp } from './app.ts';

const CLOSE_LIMIT_MS = 5_000;

export interface ServedApi {
  url: string;
  /** Stops taking connections and waits for requests under way. */
  close(): Promise<void>;
}

/** Binds the app. Port 0 takes a free one. */
export async function serveApi(app: ApiApp, options: { host: string; port: number }): Promise<ServedApi> {
  const server = createAdaptorServer({ fetch: app.fetch });
  server.listen(options.port, options.host);
  try {
    await once(server, 'listening');
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException).code;
    if (code !== 'EADDRINUSE' && code !== 'EACCES' && code !== 'EADDRNOTAVAIL') throw thrown;
    throw new AppError(
      'BAD_CONFIG',
      `Cannot listen on ${options.host}:${options.port} (${code}). Choose another HEMLINE_PORT or HEMLINE_HOST.`,
      {
        cause: thrown,
      },
    );
  }
  const { port } = server.address() as AddressInfo;
  const host = options.host.includes(':') ? `[${options.host.replace(/^\[|\]$/g, '')}]` : options.host;
  return {
    url: `http://${host}:${port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined || error === null ? resolve() : reject(error)));
        if (!('closeAllConnections' in server)) return;
        server.closeIdleConnections();
        // A client that never ends its request must not hold the process.
        setTimeout(() => server.closeAllConnections(), CLOSE_LIMIT_MS).unref();
      }),
  };
}
