import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export interface Served {
  url: string;
  host: string;
  /** Paths with query, in the order asked for. */
  hits: string[];
  close(): Promise<void>;
}

/** A real HTTP server on loopback; `/robots.txt` answers 404 unless the handler takes it. */
export async function serve(handler: Handler, takesRobots = false): Promise<Served> {
  const hits: string[] = [];
  const server: Server = createServer({ maxHeaderSize: 65_536 }, (request, response) => {
    hits.push(request.url ?? '');
    if (!takesRobots && request.url === '/robots.txt') {
      response.writeHead(404).end();
      return;
    }
    handler(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    hits,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Answers by path; anything else is 404. */
export function byPath(
  pages: Record<string, { type?: string; body: string | Buffer; headers?: Record<string, string> }>,
): Handler {
  return (request, response) => {
    const page = pages[request.url ?? ''];
    if (!page) {
      response.writeHead(404).end();
      return;
    }
    response
      .writeHead(200, { 'content-type': page.type ?? 'text/html; charset=utf-8', ...page.headers })
      .end(page.body);
  };
}
