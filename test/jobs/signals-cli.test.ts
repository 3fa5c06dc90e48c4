import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { main } from '../../cli/main.ts';
import { systemClock } from '../../core/clock.ts';
import { raiseSignals } from '../../storage/signals.ts';
import { serve, type Served } from '../crawlers/support/serve.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let receiver: Served;
let folder: string;
let status = 200;

beforeAll(async () => {
  database = await openTestDatabase('server');
  folder = await mkdtemp(join(tmpdir(), 'hemline-signals-'));
  receiver = await serve((request, response) => {
    request.resume();
    response.writeHead(status).end();
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});
afterAll(async () => {
  await receiver.close();
  await database.close();
  await rm(folder, { recursive: true });
});

/** What the command prints, on both streams. */
async function hemline(...args: string[]): Promise<string> {
  let printed = '';
  const note = (text: string | Uint8Array): boolean => {
    printed += String(text);
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(note);
  vi.spyOn(process.stderr, 'write').mockImplementation(note);
  await main(['signals', ...args], {
    DATABASE_URL: database.url,
    HEMLINE_DATA_DIR: folder,
    HEMLINE_LOG_LEVEL: 'silent',
    HEMLINE_ALLOW_HOSTS: receiver.host,
  });
  vi.restoreAllMocks();
  return printed;
}

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

test('rules are rehearsed, added, listed and removed; a wrong file is told by its keys', async () => {
  const rule = await file(
    'rule.yaml',
    'name: Colours come up\nmetric: growth\nsubject: color\ndirection: above\nenter: 0.5\n',
  );
  expect(await hemline('rules', 'rehearse', rule)).toMatch(
    /^colours-come-up would have fired 0 times in 90 days/,
  );
  expect(await hemline('rules', 'list')).toBe('There is none.\n');
  expect(await hemline('rules', 'add', rule, '--by', 'tester')).toBe(
    'colours-come-up is saved, version 1.\n',
  );
  expect(await hemline('rules', 'add', rule)).toContain('version 2');
  expect(await hemline('rules')).toContain('growth above 0.5 (leaves at 0.5)');
  expect(await hemline('rules', 'remove', 'colours-come-up')).toBe('colours-come-up is removed.\n');
  const wrong = await file('wrong.yaml', 'name: x\nmetric: weather\ndirection: above\nenter: many\n');
  const told = await hemline('rules', 'add', wrong);
  expect(told).toContain('metric:');
  expect(told).toContain('enter:');
  expect(process.exitCode).toBe(2);
});

test('channels are added with their secret shown once, tried, and sent to; the dead are sent again', async () => {
  const hook = `id: hook\ntype: webhook\nurl: ${receiver.url}/in?token=hidden\n`;
  const added = await hemline('channels', 'add', await file('hook.yaml', hook));
  const secret = /whsec_\S+/.exec(added)?.[0] ?? 'none';
  expect(secret).toMatch(/^whsec_/);
  const listed = await hemline('channels');
  expect(listed).toContain(`hook                     webhook   ${receiver.host}`);
  expect(listed).not.toMatch(/hidden|whsec/);
  expect(await hemline('channels', 'test', 'hook')).toContain('hook took the message.\n');
  status = 410;
  expect(await hemline('channels', 'test', 'hook')).toContain(
    'hemline: hook did not take the message: http-410.\n',
  );
  const signal = {
    rule: 'rule:x',
    subject: 'color:red',
    market: 'all',
    week: '2026-11-09',
    severity: 'notice' as const,
  };
  await raiseSignals(
    database.sql,
    [{ ...signal, titleZh: '红', titleEn: 'red is up', reasons: [] }],
    systemClock,
  );
  expect(await hemline('deliver')).toContain('0 delivered, 0 to be tried again, 1 given up.\n');
  const dead = await hemline('deliveries', '--dead');
  const id = /^ *(\d+) {2}dead {6}hook .*1 try {2}http-410$/m.exec(dead)?.[1] ?? '';
  expect(await hemline('redeliver', id)).toContain('The channel hook is off');
  status = 200;
  await hemline('channels', 'add', await file('hook.yaml', hook));
  expect(await hemline('redeliver', id)).toContain('1 delivered, 0 to be tried again, 0 given up.\n');
  expect(await hemline('deliveries', '--dead')).toContain('There is none.\n');
  expect(await hemline('digest', '--format', 'html')).toContain('<h2>red is up</h2>');
  expect(await hemline('channels', 'remove', 'hook')).toContain('hook is removed.\n');
  expect(await hemline('deliveries')).toContain('There is none.\n');
});
