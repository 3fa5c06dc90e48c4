import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import { demoTruth, writeDemoSources } from '../../demo/index.ts';
import { CHANNELS, siteUrl, type SiteKey } from '../../demo/story/channels.ts';

let folder: string;
const web = { site: (key: SiteKey) => ({ url: siteUrl(key, 20_000) }) };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hemline-demo-sources-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

it('writes one source a channel, with the addresses of the running web, and nothing else in the folder is touched', async () => {
  await writeFile(join(folder, 'own.yaml'), 'mine');
  const paths = await writeDemoSources(folder, web);
  const sources = await Promise.all(
    paths.map(async (path) => parse(await readFile(path, 'utf8')) as Record<string, unknown>),
  );
  expect(sources.map((source) => String(source['id'])).sort((a, b) => a.localeCompare(b))).toEqual(
    CHANNELS.map((channel) => channel.source).sort((a, b) => a.localeCompare(b)),
  );
  for (const source of sources) {
    const channel = CHANNELS.find((entry) => entry.source === source['id']);
    expect(source).toMatchObject({
      sector: channel?.sector,
      market: channel?.market,
      language: channel?.language,
    });
    for (const url of [source['url'] ?? source['urls']].flat()) {
      expect(
        String(url).startsWith(`${siteUrl(channel?.site ?? 'catwalk', 20_000)}/`) ||
          url === siteUrl(channel?.site ?? 'catwalk', 20_000),
      ).toBe(true);
    }
    expect(source['politeness']).toMatchObject({ delay_ms: 0 });
  }
  expect(await readFile(join(folder, 'own.yaml'), 'utf8')).toBe('mine');
});

it('knows the same sources as the truth file', () => {
  expect(demoTruth().sources.map((source) => source.id)).toEqual(CHANNELS.map((channel) => channel.source));
});
