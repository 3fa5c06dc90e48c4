import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import { ASK_PATHS, READ_PATHS } from '../../api/client/paths.ts';
import { createClient, HemlineError, type HemlineClient } from '../../api/client/index.ts';
import { serveApi, type ServedApi } from '../../api/index.ts';
import { READ_TABLE } from '../../api/routes/table.ts';
import { ASK_TABLE } from '../../api/routes/recommender.ts';
import { useApi } from './use-api.ts';

const api = useApi({
  items: async () => ({
    elements: () => [],
    need: () => ({ wanted: [], avoided: [], price: null, audience: null, season: null }),
  }),
});
let served: ServedApi;
let client: HemlineClient;

beforeAll(async () => {
  served = await serveApi(api().app, { host: '127.0.0.1', port: 0 });
  client = createClient({ url: served.url });
});
afterAll(() => served.close());

describe('the typed client', () => {
  it('knows every question of the server, where it is asked', () => {
    const paths = Object.fromEntries(Object.entries(READ_TABLE).map(([name, read]) => [name, read.path]));
    expect(READ_PATHS).toEqual(paths);
    const asks = Object.fromEntries(Object.entries(ASK_TABLE).map(([name, ask]) => [name, ask.path]));
    expect(ASK_PATHS).toEqual(asks);
    for (const [name, read] of Object.entries(READ_TABLE)) expect(read.name).toBe(name);
  });

  it('answers with the shapes of the server', async () => {
    const { data, demo } = await client.read('trends', {
      query: { facet: 'color', limit: 2, sort: 'growth' },
    });
    expect(data).toHaveLength(2);
    expect(demo).toBe(true);
    expectTypeOf(data[0]!.labelEn).toEqualTypeOf<string>();
    expectTypeOf(data[0]!.growth).toEqualTypeOf<number | null>();
    // @ts-expect-error no such facet
    await expect(client.read('trends', { query: { facet: 'colour' } })).rejects.toThrow(HemlineError);
  });

  it('fills paths, walks pages, and asks with a body', async () => {
    const one = await client.read('concept', { params: { id: 'color:butter-yellow' } });
    expect(one.data.labelZh).toBe('黄油黄');
    const seen: string[] = [];
    for await (const page of client.pages('concepts', { query: { limit: 5 } }))
      seen.push(...page.data.map(({ id }) => id));
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThan(5);
    const { data } = await client.ask('scoreItems', { items: [{ id: 'a', concepts: ['color:mocha'] }] });
    expect(data.items[0]?.id).toBe('a');
  });

  it('tells what was wrong by its code', async () => {
    const error = await client
      .read('concept', { params: { id: 'color:none' } })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(HemlineError);
    expect(error).toMatchObject({ code: 'NOT_FOUND', status: 404, requestId: expect.any(String) });
  });

  it('sends its key, and gives up in time', async () => {
    const sent: (string | null)[] = [];
    const keyed = createClient({
      url: served.url,
      key: 'hml_abc',
      fetch: (url, init) => {
        sent.push(new Headers(init.headers).get('authorization'));
        return fetch(url, init);
      },
    });
    await keyed.read('summary');
    expect(sent).toEqual(['Bearer hml_abc']);
    const slow = createClient({
      url: served.url,
      timeoutMs: 30,
      fetch: (_url, init) =>
        new Promise((_, reject) => {
          init.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error));
        }),
    });
    await expect(slow.read('summary')).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('does not take a page of something between for an answer', async () => {
    const page = (status: number) =>
      createClient({ url: served.url, fetch: async () => new Response('<html>', { status }) }).read(
        'summary',
      );
    await expect(page(200)).rejects.toMatchObject({ code: 'NOT_JSON' });
    await expect(page(502)).rejects.toMatchObject({ code: 'UNKNOWN', status: 502 });
  });
});
