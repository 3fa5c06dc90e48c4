import { describe, expect, it } from 'vitest';
import { isPublicAddress } from '../../crawlers/fetch/address-guard.ts';
import { rateResetMs, retryAfterMs } from '../../crawlers/fetch/response-headers.ts';
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
    '192.0.0.8',
    '192.0.2.1',
    '192.88.99.1',
    '203.0.113.9',
    '239.1.2.3',
    '240.0.0.1',
    '168.63.129.16',
    '169.254.170.2',
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
    '2001:0:7f00:1::1',
    '2001:10::1',
    '3fff::1',
    '100::1',
    '64:ff9b:1::1',
    '64:ff9b::a9fe:a9fe',
    '::7f00:1',
    '::ffff:0:7f00:1',
    'fec0::1',
    'fe80::1%eth0',
    '5f00::1',
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

  it.each([
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0177.0.0.1/',
    'http://017700000001/',
    'http://0/',
    'http://127.0.0.1./',
    'http://①②⑦.0.0.1/',
    'http://127。0。0。1/',
    'http://[::ffff:127.0.0.1]/',
    'http://[0:0:0:0:0:ffff:7f00:1]/',
    'http://[::]/',
    'https://10.0.0.1:8443/',
  ])('refuses %s without a look at the network', async (url) => {
    const fetcher = testFetcher([], { resolve: (_host, _options, done) => done(new Error('asked'), []) });
    await expect(fetcher.fetch(url, { delayMs: 0 })).rejects.toMatchObject({
      details: { reason: 'private-address' },
    });
    await fetcher.close();
  });

  it.each([
    ['http://user@a.example/', 'bad-url'],
    ['http://user:secret@a.example/', 'bad-url'],
    ['http://[fe80::1%25eth0]/', 'bad-url'],
    ['http://', 'bad-url'],
    ['ftp://a.example/', 'bad-scheme'],
    ['file:///etc/passwd', 'bad-scheme'],
    ['javascript:alert(1)', 'bad-scheme'],
  ])('refuses %s as %s', async (url, reason) => {
    const fetcher = testFetcher([]);
    await expect(fetcher.fetch(url, { delayMs: 0 })).rejects.toMatchObject({ details: { reason } });
    await fetcher.close();
  });

  it('refuses a name with one public and one private address', async () => {
    const fetcher = testFetcher([], {
      resolve: (_host, _options, done) =>
        done(null, [
          { address: '93.184.216.34', family: 4 },
          { address: '10.0.0.1', family: 4 },
        ]),
    });
    await expect(fetcher.fetch('http://mixed.example/', { delayMs: 0 })).rejects.toMatchObject({
      details: { reason: 'private-address' },
    });
    await fetcher.close();
  });

  it('takes no way round by a proxy of the environment', async () => {
    const proxy = await serve(byPath({}), true);
    const names = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'ALL_PROXY', 'NODE_USE_ENV_PROXY'];
    const before = names.map((name) => process.env[name]);
    for (const name of names) process.env[name] = name.startsWith('NODE') ? '1' : proxy.url;
    const site = await serve(byPath({ '/': { body: 'mine' } }));
    const fetcher = testFetcher([site.host]);
    expect((await fetcher.fetch(`${site.url}/`, { delayMs: 0 })).status).toBe(200);
    expect(proxy.hits).toEqual([]);
    names.forEach((name, at) => {
      if (before[at] === undefined) delete process.env[name];
      else process.env[name] = before[at];
    });
    await Promise.all([fetcher.close(), site.close(), proxy.close()]);
  });

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

  it('waits longer each time a host says 429 without a time', async () => {
    const site = await serve((_request, response) => response.writeHead(429).end());
    let nowMs = 0;
    const fetcher = testFetcher([site.host], { monotonicMs: () => nowMs, random: () => 0.5 });
    const waits: unknown[] = [];
    for (let n = 0; n < 4; n++) {
      await fetcher.fetch(`${site.url}/${n}`, { delayMs: 0 }).catch((error: { retryAfterMs?: number }) => {
        waits.push(error.retryAfterMs);
      });
      nowMs += 3_600_000;
    }
    expect(waits).toEqual([5_000, 10_000, 20_000, 40_000]);
    await Promise.all([fetcher.close(), site.close()]);
  });

  it.each([
    ['120', undefined, 120_000],
    ['0', undefined, 0],
    ['Mon, 16 Nov 2026 06:01:00 GMT', undefined, 60_000],
    ['Mon, 16 Nov 2026 06:01:00 GMT', 'Mon, 16 Nov 2026 05:59:00 GMT', 120_000],
    ['Monday, 16-Nov-26 06:01:00 GMT', undefined, 60_000],
    ['Mon, 16 Nov 2026 05:00:00 GMT', undefined, 0],
    ['soon', undefined, null],
    ['-5', undefined, null],
    ['99999999999', undefined, 30 * 86_400_000],
  ])('reads Retry-After %j beside Date %j as %s ms', (value, date, expected) => {
    expect(retryAfterMs(value, date, new Date('2026-11-16T06:00:00.000Z'))).toBe(expected);
  });

  it.each([
    ['x-ratelimit-reset', '2026-11-16T06:05:00.000000Z', 300_000],
    ['ratelimit-reset', String(Date.parse('2026-11-16T06:02:00Z') / 1_000), 120_000],
    ['x-ratelimit-reset', '45.0', 45_000],
    ['ratelimit-reset', '', null],
    ['ratelimit-reset', 'NaN', null],
    ['x-ratelimit-reset', '1e300', 30 * 86_400_000],
    ['x-ratelimit-remaining', '0', null],
  ])('reads %s: %s as %s ms', (name, value, expected) => {
    expect(rateResetMs({ [name]: value }, new Date('2026-11-16T06:00:00.000Z'))).toBe(expected);
  });

  it('waits until a public API says that its limit is lifted', async () => {
    const site = await serve((_request, response) =>
      response.writeHead(429, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '90' }).end(),
    );
    const fetcher = testFetcher([site.host]);
    await expect(fetcher.fetch(`${site.url}/a`, { delayMs: 0 })).rejects.toMatchObject({
      code: 'FETCH_PACED',
      retryAfterMs: 90_000,
    });
    await Promise.all([fetcher.close(), site.close()]);
  });

  it('follows a redirect in the turn of the host it leads to', async () => {
    const second = await serve((request, response) => {
      if (request.url === '/robots.txt') response.writeHead(200).end('User-agent: *\nDisallow: /closed');
      else response.writeHead(429, { 'retry-after': '3600' }).end();
    }, true);
    const first = await serve((_request, response) =>
      response.writeHead(302, { location: `${second.url}/page` }).end(),
    );
    const fetcher = testFetcher([first.host, second.host]);
    const get = (url: string) => fetcher.fetch(url, { delayMs: 0 });
    await expect(get(`${first.url}/a`)).rejects.toMatchObject({ details: { reason: 'http-429' } });
    // It is the second host that asked for patience, and it is left alone; the first is not.
    await expect(get(`${second.url}/b`)).rejects.toMatchObject({ details: { reason: 'paced' } });
    await expect(get(`${first.url}/c`)).rejects.toMatchObject({ details: { reason: 'paced' } });
    expect(first.hits.filter((hit) => hit !== '/robots.txt')).toEqual(['/a', '/c']);
    expect(second.hits).toEqual(['/robots.txt', '/page']);
    await Promise.all([fetcher.close(), first.close(), second.close()]);
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
