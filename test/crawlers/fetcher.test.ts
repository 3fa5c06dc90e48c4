import { describe, expect, it } from 'vitest';
import { isPublicAddress } from '../../crawlers/fetch/address-guard.ts';
import { testFetcher } from './support/crawl.ts';
import { byPath, serve } from './support/serve.ts';

describe('the address guard', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.100.100.200',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '198.18.0.1',
    '::1',
    '::',
    'fe80::1',
    'fc00::1',
    'fd00:ec2::254',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:db8::1',
    'ff02::1',
    'not an address',
    '',
  ])('closes %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['93.184.216.34', '1.1.1.1', '2606:4700::1111', '::ffff:1.1.1.1', '64:ff9b::101:101'])(
    'opens %s',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  it('connects to the address that was checked: a name that turns private is refused', async () => {
    const site = await serve(byPath({ '/': { body: 'secret' } }));
    const port = new URL(site.url).port;
    let asked = 0;
    const fetcher = testFetcher([], {
      resolve: (_host, _options, done) => {
        asked += 1;
        done(null, [{ address: '127.0.0.1', family: 4 }]);
      },
    });
    await expect(fetcher.fetch(`http://rebind.example:${port}/`, { delayMs: 0 })).rejects.toMatchObject({
      details: { reason: 'private-address' },
    });
    expect(asked).toBeGreaterThan(0);
    expect(site.hits).toEqual([]);
    await Promise.all([fetcher.close(), site.close()]);
  });

  it('allows a private host by host and port only', async () => {
    const site = await serve(byPath({ '/': { body: 'mine' } }));
    const other = await serve(byPath({ '/': { body: 'not mine' } }));
    const fetcher = testFetcher([site.host]);
    expect((await fetcher.fetch(`${site.url}/`, { delayMs: 0 })).status).toBe(200);
    await expect(fetcher.fetch(`${other.url}/`, { delayMs: 0 })).rejects.toMatchObject({
      code: 'FETCH_REFUSED',
    });
    await Promise.all([fetcher.close(), site.close(), other.close()]);
  });
});

describe('manners', () => {
  it('names the service and a contact, and sends validators', async () => {
    const seen: Record<string, unknown>[] = [];
    const site = await serve((request, response) => {
      seen.push(request.headers);
      if (request.headers['if-none-match'] === '"v1"') response.writeHead(304).end();
      else response.writeHead(200, { 'content-type': 'text/html', etag: '"v1"' }).end('<p>x');
    });
    const fetcher = testFetcher([site.host]);
    const first = await fetcher.fetch(`${site.url}/`, { delayMs: 0 });
    const again = await fetcher.fetch(`${site.url}/`, {
      delayMs: 0,
      validators: { etag: first.headers['etag'] ?? null, lastModified: null },
    });
    expect(again.status).toBe(304);
    expect(seen[0]?.['user-agent']).toMatch(/^Hemline\/\d+\.\d+\.\d+ \(\+tests@example\.org\)$/);
    await Promise.all([fetcher.close(), site.close()]);
  });

  it('keeps the longer of our pause and theirs between two starts, whoever asks', async () => {
    const times: number[] = [];
    const site = await serve((request, response) => {
      if (request.url === '/robots.txt') response.writeHead(200).end('User-agent: *\nCrawl-delay: 0.4');
      else {
        times.push(performance.now());
        response.writeHead(200, { 'content-type': 'text/html' }).end('<p>x');
      }
    }, true);
    const fetcher = testFetcher([site.host]);
    await Promise.all([1, 2, 3].map((n) => fetcher.fetch(`${site.url}/${n}`, { delayMs: 50 })));
    // Two pauses of theirs are 800 ms, of ours 100; a busy machine may take some in late.
    expect(times.at(-1)! - times[0]!).toBeGreaterThan(500);
    await Promise.all([fetcher.close(), site.close()]);
  });

  it('leaves a host alone for as long as Retry-After says', async () => {
    const site = await serve((_request, response) =>
      response.writeHead(503, { 'retry-after': '3600' }).end(),
    );
    const fetcher = testFetcher([site.host]);
    await expect(fetcher.fetch(`${site.url}/a`, { delayMs: 0 })).rejects.toMatchObject({
      code: 'FETCH_PACED',
      retryAfterMs: 3_600_000,
    });
    await expect(fetcher.fetch(`${site.url}/b`, { delayMs: 0 })).rejects.toMatchObject({
      details: { reason: 'paced' },
    });
    expect(site.hits).toEqual(['/robots.txt', '/a']);
    await Promise.all([fetcher.close(), site.close()]);
  });

  it('stops asking a host that failed ten times in a row', async () => {
    const site = await serve((_request, response) => response.writeHead(500).end());
    const fetcher = testFetcher([site.host]);
    for (let i = 0; i < 10; i++)
      await expect(fetcher.fetch(`${site.url}/${i}`, { delayMs: 0 })).rejects.toMatchObject({
        details: { reason: 'http-500' },
      });
    await expect(fetcher.fetch(`${site.url}/10`, { delayMs: 0 })).rejects.toMatchObject({
      details: { reason: 'circuit-open' },
    });
    expect(site.hits).not.toContain('/10');
    await Promise.all([fetcher.close(), site.close()]);
  });
});
