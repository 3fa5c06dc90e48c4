import { join } from 'node:path';

export {
  demoClock,
  DEMO_CRAWL_FROM,
  DEMO_FIRST_WEEK,
  DEMO_LAST_WEEK,
  DEMO_NOW,
  DEMO_WEEKS,
} from './clock.ts';
export { writeDemoHistory, type DemoHistory } from './history.ts';
export { demoTruth, type DemoTruth, type LeadTruth, type StoryTruth } from './truth.ts';
export { DEMO_OPTIONS, type DemoOptions } from './options.ts';
export { startDemoWeb, type DemoSite, type DemoWeb, type DemoWebOptions } from './web.ts';
export { writeDemoSources } from './write-sources.ts';

/** A user's taxonomy folder with the made-up brands. */
export const demoTaxonomyFolder: string = join(import.meta.dirname, 'taxonomy');
