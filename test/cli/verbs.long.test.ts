import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '../../core/dates.ts';
import { seededRandom } from '../../core/random.ts';

const root = resolve(import.meta.dirname, '../..');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hemline-cli-'));
});
afterAll(async () => rm(folder, { recursive: true, force: true }));

interface Answer {
  code: number | null;
  stdout: string;
  stderr: string;
}

function hemline(args: string[], input = '', env: Record<string, string> = {}): Promise<Answer> {
  const child = spawn(process.execPath, ['cli/hemline.mjs', ...args], {
    cwd: root,
    env: { ...process.env, HEMLINE_DATA_DIR: join(folder, 'data'), ...env },
  });
  const answer: Answer = { code: null, stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (answer.stdout += chunk));
  child.stderr.on('data', (chunk: Buffer) => (answer.stderr += chunk.toString()));
  child.stdin.end(input);
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => done({ ...answer, code }));
  });
}

const linesOf = (text: string): Record<string, unknown>[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

const VERBS =
  'demo start crawl import analyze forecast serve mcp worker jobs migrate backup restore doctor sources candidates signals palette extract annotate discover'.split(
    ' ',
  );

describe('the command', () => {
  it('lists its verbs', async () => {
    const { code, stdout } = await hemline(['--help']);
    expect(code).toBe(0);
    for (const verb of VERBS) expect(stdout).toMatch(new RegExp(`^  ${verb}\\b`, 'm'));
  });

  it.each(VERBS)('%s has its own help', async (verb) => {
    const { code, stdout } = await hemline([verb, '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: hemline ${verb}`);
  });

  it('says what is wrong with bad usage in one sentence and exits 2', async () => {
    for (const args of [
      ['nonsense'],
      ['forecast', '--horizon', '0'],
      ['annotate', '--nonsense'],
      ['discover', '--from', 'x'],
    ]) {
      const { code, stdout, stderr } = await hemline(args);
      expect(code, args.join(' ')).toBe(2);
      expect(stdout).toBe('');
      expect(stderr.trim().split('\n')).toHaveLength(1);
    }
  });

  it('lists every problem of the configuration at once', async () => {
    const { code, stderr } = await hemline(['doctor'], '', { HEMLINE_PORT: 'x', DATABASE_URL: 'mysql://a' });
    expect(code).toBe(1);
    expect(stderr).toContain('HEMLINE_PORT');
    expect(stderr).toContain('DATABASE_URL');
  });

  it('the doctor says in words what is missing and what to do', async () => {
    const { code, stdout } = await hemline(['doctor'], '', {
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
      HEMLINE_NO_BROWSER: '1',
      HEMLINE_SEGMENTER: 'intl',
    });
    expect(code).toBe(1);
    expect(stdout).toMatch(/MISS {2}database/);
    expect(stdout).toMatch(/note {2}browser/);
    expect(stdout).toMatch(/note {2}segmenter/);
    expect(stdout).toContain('Hemline cannot run here until 1 thing is mended.');
  });

  it('names file, line and key of a bad source', async () => {
    await writeFile(join(folder, 'bad.yaml'), 'id: bad\nname: Bad\nsector: catwalk\n');
    const { code, stderr } = await hemline(['sources', 'check', folder]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/bad\.yaml:3: sector/);
  });

  it('names an id that a shipped source has, and dates between which nothing lies', async () => {
    const own = await mkdtemp(join(folder, 'own-'));
    await writeFile(
      join(own, 'mine.yaml'),
      'id: allbirds\nname: Mine\nsector: editorial\nplatform: feed\nurl: https://mine.example/feed\nmarket: gb\nlanguage: en\n' +
        'purpose: A test.\nlegal_basis: Own data.\nretention_days: 30\n',
    );
    const checked = await hemline(['sources', 'check', own]);
    expect(checked.stderr).toMatch(/mine\.yaml:1: id: allbirds is also the id in .*allbirds\.yaml/);
    const dated = await hemline(['crawl', '--since', '2026-02-02', '--until', '2026-02-01']);
    expect([dated.code, dated.stderr]).toEqual([2, expect.stringContaining('nothing lies between')]);
  });
});

describe('the streams', () => {
  it('annotate answers each line in order, in the contract’s shape, and goes on after bad ones', async () => {
    const text = '这条黄油黄的阔腿裤很显瘦，就是有点起球';
    const input = `${JSON.stringify({ id: 'a', text })}\nnot json\n{"id":"b"}\n{"id":"c","text":"not too oversized"}\n`;
    const { code, stdout } = await hemline(['annotate'], input);
    expect(code).toBe(0);
    const [first, second, third, fourth] = linesOf(stdout);
    expect(Object.keys(first ?? {}).sort()).toEqual(['id', 'language', 'mentions', 'opinions', 'sentiment']);
    const mentions = first?.mentions as { concept: string; start: number; end: number; surface: string }[];
    expect(mentions.map((mention) => mention.concept)).toContain('garment:wide-leg-trousers');
    for (const mention of mentions) expect(text.slice(mention.start, mention.end)).toBe(mention.surface);
    expect(Object.keys(mentions[0] ?? {}).sort()).toEqual([
      'concept',
      'end',
      'facet',
      'labelEn',
      'labelZh',
      'negated',
      'start',
      'surface',
    ]);
    expect(second).toMatchObject({ id: null, error: { code: 'BAD_INPUT' } });
    expect(third).toMatchObject({ id: 'b', error: { code: 'BAD_INPUT' } });
    expect(fourth?.id).toBe('c');
  });

  it('annotate in threads gives the same bytes as in one', async () => {
    const texts = ['黄油黄的阔腿裤很显瘦', 'not too oversized, but the linen is soft', '😀 "quoted"\n', ''];
    const lines = Array.from({ length: 6_000 }, (_, id) =>
      JSON.stringify({ id, text: texts[id % texts.length] }),
    );
    const input = `${lines.join('\n')}\nnot json\n{"id":"last"}`;
    const [one, two] = [
      await hemline(['annotate'], input),
      await hemline(['annotate', '--threads', '2'], input),
    ];
    expect(two.code).toBe(0);
    expect(linesOf(two.stdout)).toHaveLength(lines.length + 2);
    expect(two.stdout === one.stdout).toBe(true);
  });

  it('annotate in threads fails with one sentence where no reader can be made', async () => {
    const { code, stderr } = await hemline(
      ['annotate', '--threads', '2', '--sentiment-model', join(folder, 'none.json.gz')],
      '{"id":1,"text":"x"}\n',
    );
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/^hemline: .*none\.json\.gz/);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('extract reads a page from a file', async () => {
    const file = join(folder, 'page.html');
    const body = '<p>Butter yellow is everywhere this season, from the front row to the bus stop.</p>'.repeat(
      8,
    );
    await writeFile(
      file,
      `<html lang="en"><head><title>Yellow</title></head><body><article><h1>Yellow</h1>${body}</article></body></html>`,
    );
    const input = `${JSON.stringify({ id: 1, url: 'https://example.org/a', file })}\n{"id":2,"url":"https://example.org","file":"/nowhere"}\n`;
    const [page, missing] = linesOf((await hemline(['extract'], input)).stdout);
    expect(page).toMatchObject({
      id: 1,
      kind: 'article',
      title: 'Yellow',
      language: 'en',
      products: [],
      reviews: [],
    });
    expect(missing).toMatchObject({ id: 2, error: { code: 'BAD_INPUT' } });
  });

  it('forecast answers in the order of the lines and says when history is too short', async () => {
    const values = Array.from({ length: 60 }, (_, i) => 10 + Math.sin(i / 4));
    const input = `${JSON.stringify({ id: 'short', values: [1, 2] })}\n${JSON.stringify({ id: 'long', values })}\n{"id":"bad","values":"x"}\n`;
    const { code, stdout } = await hemline(['forecast', '--horizon', '4', '--season', '12'], input);
    expect(code).toBe(0);
    const [short, long, bad] = linesOf(stdout);
    expect(short).toMatchObject({ id: 'short', error: { code: 'INSUFFICIENT_HISTORY' } });
    expect(long?.id).toBe('long');
    expect(long?.mean).toHaveLength(4);
    expect(Object.keys(long?.lower as object)).toEqual(['80', '95']);
    expect(bad).toMatchObject({ id: 'bad', error: { code: 'BAD_INPUT' } });
  });

  it('discover prints one line a period, its examples within the texts', async () => {
    const random = seededRandom(3);
    const pick = (list: string[]): string => list[Math.floor(random() * list.length)] ?? '';
    const things = ['linen trousers', 'a wool coat', 'suede boots', 'a silk skirt', 'wide-leg jeans'];
    const news = ['a glimmerhem skirt', 'the glimmerhem dress', 'glimmerhem'];
    const openings = ['Seen in town:', 'Our pick today is', 'She chose', 'Editors liked'];
    const texts = Array.from({ length: 100 * 7 }, (_, i) => {
      const week = Math.floor(i / 7);
      const thing = week >= 92 && random() < 0.1 * (week - 91) ? pick(news) : pick(things);
      return {
        id: i,
        date: addDays('2023-01-02', i),
        text: `${pick(openings)} ${thing} with ${pick(things)}, look ${i}.`,
      };
    });
    const bad = { id: 'leap', date: '2023-02-30', text: 'A day no calendar has' };
    const input = [bad, ...texts].map((line) => JSON.stringify(line)).join('\n');
    const { code, stdout } = await hemline(['discover', '--top', '5'], input);
    expect(code).toBe(0);
    const [refused, ...periods] = linesOf(stdout);
    expect(refused).toMatchObject({ id: 'leap', error: { code: 'BAD_INPUT' } });
    expect(Object.keys(periods[0] ?? {}).sort()).toEqual(['documents', 'from', 'period', 'terms', 'to']);
    const terms = periods.flatMap(
      (period) => period.terms as { term: string; examples: { id: number; start: number; end: number }[] }[],
    );
    const found = terms.find((term) => term.term.includes('glimmerhem'));
    expect(found).toBeDefined();
    for (const { id, start, end } of found?.examples ?? []) {
      expect(texts.find((text) => text.id === id)?.text.slice(start, end)).toContain('glimmerhem');
    }
  });
});
