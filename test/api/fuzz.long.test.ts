import { expect, test } from 'vitest';
import { seededRandom } from '../../core/random.ts';
import { rehearseRule } from '../../jobs/index.ts';
import { updateTrendScores } from '../../storage/trend-scores.ts';
import { nastyText, pickOf, valueFor, type Schema } from './fuzz/schema-values.ts';
import { shippedReader } from './shipped-reader.ts';
import { CLOCK, useApi } from './use-api.ts';

const REQUESTS = 20_000;
/** The API's own limit for a query is 5 s; an answer beyond twice that hangs. */
const HANGS_MS = 10_000;
const WRONG = [0, 0, 0.05, 0.5];

const api = useApi({
  items: shippedReader,
  rehearse: rehearseRule,
  // Streams end at once.
  stopping: AbortSignal.abort(),
});

/** An address cannot hold half a character. */
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd');

interface Operation {
  path: string;
  method: string;
  parameters: { name: string; in: string; schema: Schema }[];
  body: Schema | null;
}

/** Every operation the API describes of itself. */
async function listOperations(): Promise<Operation[]> {
  const document = (await api().json('/openapi.json')).body as {
    paths: Record<
      string,
      Record<
        string,
        {
          parameters?: Operation['parameters'];
          requestBody?: { content: Record<string, { schema: Schema }> };
        }
      >
    >;
  };
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody }]) => ({
      path,
      method,
      parameters,
      body: requestBody?.content['application/json']?.schema ?? null,
    })),
  );
}

function requestFor(
  { path, method, parameters, body }: Operation,
  random: () => number,
): [string, RequestInit] {
  const wrong = pickOf(random, WRONG);
  const search: string[] = [];
  let address = path;
  for (const { name, in: where, schema } of parameters) {
    const value = valueFor(schema, random, wrong);
    const text = typeof value === 'string' ? value : JSON.stringify(value ?? '');
    const written = encodeURIComponent(wellFormed(text));
    if (where === 'path') address = address.replace(`{${name}}`, written === '' ? '-' : written);
    else if (where === 'query' && random() < 0.5) search.push(`${encodeURIComponent(name)}=${written}`);
  }
  if (random() < wrong / 2) search.push(`${encodeURIComponent(wellFormed(nastyText(random)))}=1`);
  const init: RequestInit = { method: method.toUpperCase() };
  if (body !== null) {
    const whole = JSON.stringify(valueFor(body, random, wrong));
    init.body = random() < wrong / 4 ? whole.slice(0, whole.length >> 1) : whole;
    init.headers = { 'content-type': 'application/json' };
  }
  return [`${address}${search.length > 0 ? `?${search.join('&')}` : ''}`, init];
}

test('nothing the API describes of itself can be asked so that it fails or hangs', async () => {
  await updateTrendScores(api().database.sql, CLOCK.now());
  const operations = await listOperations();
  expect(operations.length).toBeGreaterThan(30);
  const random = seededRandom(20_261_122);
  const statuses = new Map<number, number>();
  const failures: string[] = [];
  for (let n = 0; n < REQUESTS; n++) {
    const [path, init] = requestFor(pickOf(random, operations), random);
    const started = performance.now();
    const answer = await api().app.request(path, init);
    const text = await answer.text();
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    const type = answer.headers.get('content-type') ?? '';
    if (answer.status >= 500 || performance.now() - started > HANGS_MS)
      failures.push(
        `${init.method} ${path.slice(0, 300)} ${JSON.stringify(init.body ?? '').slice(0, 300)}: ${answer.status} ${text.slice(0, 200)}`,
      );
    else if (answer.status >= 400 && !type.startsWith('application/problem+json'))
      failures.push(`${init.method} ${path.slice(0, 300)}: ${answer.status} as ${type}`);
  }
  expect(failures.slice(0, 5)).toEqual([]);
  // Right and wrong questions both, or it was no test of either.
  expect(statuses.get(200) ?? 0).toBeGreaterThan(REQUESTS / 5);
  expect(statuses.get(400) ?? 0).toBeGreaterThan(REQUESTS / 20);
});
