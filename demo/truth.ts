import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface StoryTruth {
  concept: string;
}
export interface DemoTruth {
  stories: StoryTruth[];
}

/** What is planted in the made-up world, as demo/truth.json says it. */
export function demoTruth(): DemoTruth {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'truth.json'), 'utf8')) as DemoTruth;
}
