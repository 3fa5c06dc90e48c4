/**
 * Agreement with robots.txt vectors: `npx tsx bench/robots-vectors.ts FILE...`. A file is a JSON list of
 * `{ robots, agent, url, allowed }`, the form the reference parser's own tests come in. Prints one JSON line a file.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { parseRobots } from '../crawlers/fetch/robots-rules.ts';

const vectors = z.array(
  z.object({ robots: z.string(), agent: z.string(), url: z.string(), allowed: z.boolean() }),
);

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error('Give the JSON file of the vectors.');
  process.exitCode = 2;
}
for (const file of files) {
  const all = vectors.parse(JSON.parse(readFileSync(file, 'utf8')));
  const wrong = all.filter(
    (vector) => parseRobots(vector.robots).allows(vector.agent, vector.url) !== vector.allowed,
  );
  for (const vector of wrong) console.error(JSON.stringify(vector));
  console.log(JSON.stringify({ vectors: all.length, agree: all.length - wrong.length }));
  if (wrong.length > 0) process.exitCode = 1;
}
