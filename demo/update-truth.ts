/** Writes what follows from the generator into truth.json: `npx tsx demo/update-truth.ts` after a change to it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { derivedTruth } from './derived-truth.ts';
import { DEMO_OPTIONS } from './options.ts';
import { demoTruth } from './truth.ts';
import { createWorld } from './world.ts';

const truth = { ...demoTruth(), ...derivedTruth(createWorld(DEMO_OPTIONS)) };
writeFileSync(join(import.meta.dirname, 'truth.json'), `${JSON.stringify(truth, null, 2)}\n`);
