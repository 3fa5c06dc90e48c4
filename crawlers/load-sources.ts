import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { AppError } from '../core/errors.ts';
import { sectorFields } from '../core/governance.ts';
import type { CataloguedSource } from '../core/source.ts';
import { createHostAllowance } from './fetch/address-guard.ts';
import { nearestWord } from './nearest-word.ts';
import { sourceProblems, type Allows } from './source-problems.ts';
import { POLITENESS_KEYS, SOURCE_KEYS, sourceFileSchema, type SourceFile } from './source-schema.ts';

export interface SourceFolder {
  folder: string;
  origin: CataloguedSource['origin'];
}

interface Problem {
  file: string;
  line: number;
  key: string;
  what: string;
}

const MAX_FILE_BYTES = 1_000_000;

/**
 * Every source file of the folders. Throws BAD_SOURCE with all problems at once, each as `file:line: key: what`.
 * A private address is a problem unless `allowHosts` names it; the demo's own web is on loopback.
 */
export function loadSources(
  folders: SourceFolder[],
  options: { allowHosts?: readonly string[] } = {},
): CataloguedSource[] {
  const problems: Problem[] = [];
  const allows = createHostAllowance(options.allowHosts ?? []);
  const sources: { source: CataloguedSource; line: number }[] = [];
  for (const { folder, origin } of folders)
    for (const file of sourceFiles(folder, problems)) {
      const read = readSource(file, origin, origin === 'demo' ? () => true : allows, problems);
      if (read) sources.push(read);
    }
  reportDuplicates(sources, problems);
  if (problems.length > 0) {
    const lines = problems.map(({ file, line, key, what }) => `${file}:${line}: ${key}: ${what}`);
    throw new AppError('BAD_SOURCE', `The sources have problems:\n  ${lines.join('\n  ')}`, {
      details: { problems },
    });
  }
  return sources.map(({ source }) => source);
}

function sourceFiles(folder: string, problems: Problem[]): string[] {
  if (!existsSync(folder)) {
    problems.push({ file: folder, line: 1, key: '(folder)', what: 'there is no such folder' });
    return [];
  }
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => join(folder, name));
}

function readSource(
  file: string,
  origin: CataloguedSource['origin'],
  allows: Allows,
  problems: Problem[],
): { source: CataloguedSource; line: number } | null {
  const text = readFileSync(file, 'utf8');
  const report = (line: number, key: string, what: string) => problems.push({ file, line, key, what });
  if (text.length > MAX_FILE_BYTES) {
    report(1, '(file)', 'is larger than 1 MB');
    return null;
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  for (const error of document.errors)
    report(lines.linePos(error.pos[0]).line, '(yaml)', error.message.split('\n')[0] ?? 'is not valid YAML');
  if (document.errors.length > 0) return null;
  if (!isMap(document.contents)) {
    report(1, '(file)', 'must hold one source as keys and values');
    return null;
  }
  const value = withSnakeKeys(document.toJS({ maxAliasCount: 50 }));
  const parsed = sourceFileSchema.safeParse(value);
  const lineOf = (path: PropertyKey[]) => lineOfPath(document, lines, path);
  const before = problems.length;
  if (!parsed.success) for (const issue of parsed.error.issues) describeIssue(issue, lineOf, report);
  for (const { path, what } of sourceProblems(value, allows))
    report(lineOf(path), path[0] === 'options' ? path.join('.') : 'url', what);
  if (!parsed.success) return null;
  const source = toSource(parsed.data, origin, resolve(file));
  const allowed = sectorFields(source);
  for (const field of source.collects?.filter((name) => !allowed.has(name)) ?? [])
    report(lineOf(['collects']), 'collects', `${field} is not collected in the sector ${source.sector}`);
  return problems.length > before ? null : { source, line: lineOf(['id']) };
}

/** camelCase keys are taken as their snake_case form; `options` belongs to the platform and is left alone. */
function withSnakeKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const pairs = Object.entries(value).map(([key, inner]: [string, unknown]) => {
    const name = snake(key);
    return [name, name === 'options' ? inner : withSnakeKeys(inner)] as const;
  });
  return Object.fromEntries(pairs);
}

const snake = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Where a key is written; for a missing key, where its parent is. */
function lineOfPath(document: Document, lines: LineCounter, path: PropertyKey[]): number {
  let node: unknown = document.contents;
  let line = 1;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && snake(String(item.key.value)) === step);
      if (!pair) return line;
      if (isScalar(pair.key) && pair.key.range) line = lines.linePos(pair.key.range[0]).line;
      node = pair.value;
    } else if (isSeq(node) && isNode(node.items[Number(step)])) {
      node = node.items[Number(step)];
      if (isNode(node) && node.range) line = lines.linePos(node.range[0]).line;
    } else return line;
  }
  return line;
}

function describeIssue(
  issue: z.core.$ZodIssue,
  lineOf: (path: PropertyKey[]) => number,
  report: (line: number, key: string, what: string) => void,
): void {
  const key = issue.path.join('.') || '(file)';
  if (issue.code === 'unrecognized_keys') {
    const known = issue.path[0] === 'politeness' ? POLITENESS_KEYS : SOURCE_KEYS;
    for (const unknown of issue.keys) {
      const near = nearestWord(unknown, known);
      const hint = near ? `; did you mean ${near}?` : `; known keys are ${known.join(', ')}`;
      report(
        lineOf([...issue.path, unknown]),
        [...issue.path, unknown].join('.'),
        `is not a known key${hint}`,
      );
    }
    return;
  }
  const missing = issue.code === 'invalid_type' && issue.message.includes('received undefined');
  report(lineOf(issue.path), key, missing ? 'is missing' : issue.message);
}

function toSource(value: SourceFile, origin: CataloguedSource['origin'], file: string): CataloguedSource {
  const quiet = value.politeness.quiet_hours_utc;
  return {
    id: value.id,
    name: value.name,
    sector: value.sector,
    platform: value.platform,
    urls: [...(value.url === undefined ? [] : [value.url]), ...(value.urls ?? [])],
    market: value.market,
    language: value.language,
    cadenceHours: value.cadence,
    adaptive: value.adaptive,
    politeness: {
      delayMs: value.politeness.delay_ms,
      maxPagesPerRun: value.politeness.max_pages_per_run,
      maxMinutesPerRun: value.politeness.max_minutes_per_run,
      ...(quiet ? { quietHoursUtc: quiet } : {}),
      honourTdmReservation: value.politeness.honour_tdm_reservation,
      honourNoindex: value.politeness.honour_noindex,
      honourNofollow: value.politeness.honour_nofollow,
    },
    purpose: value.purpose,
    legalBasis: value.legal_basis,
    ...(value.collects ? { collects: value.collects } : {}),
    retentionDays: value.retention_days,
    weight: value.weight,
    enabled: value.enabled,
    browser: value.browser,
    options: value.options,
    checked: value.checked,
    origin,
    file,
  };
}

function reportDuplicates(sources: { source: CataloguedSource; line: number }[], problems: Problem[]): void {
  const first = new Map<string, string>();
  for (const { source, line } of sources) {
    const file = first.get(source.id);
    if (file === undefined) first.set(source.id, source.file);
    else
      problems.push({ file: source.file, line, key: 'id', what: `${source.id} is also the id in ${file}` });
  }
}
