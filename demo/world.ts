import { seededRandom } from '../core/random.ts';
import { DEMO_CRAWL_FROM, DEMO_WEEKS } from './clock.ts';
import { DEMO_OPTIONS, type DemoOptions } from './options.ts';
import { reprint } from './story/copies.ts';
import { writeDocument, type DemoDocument } from './story/documents.ts';
import { planDocuments } from './story/plan.ts';
import { onShelf, productOf, type DemoProduct } from './story/shelf.ts';

/** All that is in the made-up world. */
export interface DemoWorld {
  options: DemoOptions;
  /** In the order of time. */
  documents: DemoDocument[];
  products: DemoProduct[];
}

/** The three made-up years, whole: same options, same bytes. */
export function createWorld(given: Partial<DemoOptions> = {}): DemoWorld {
  const options = { ...DEMO_OPTIONS, ...given };
  const plans = planDocuments(seededRandom(options.seed)).filter((_, i) => i % options.keepEvery === 0);
  const words = seededRandom(options.seed + 1);
  const written = plans.map((plan) => writeDocument(plan, options.basePort, words));
  const copies = reprint(written, options.basePort, seededRandom(options.seed + 2));
  const documents = [...written, ...copies].sort(
    (a, b) => a.publishedAt.getTime() - b.publishedAt.getTime() || (a.url < b.url ? -1 : 1),
  );
  const products = documents.filter((document) => document.product !== null).map(productOf);
  return { options, documents, products };
}

/** Still shown by the sites, and so for the crawlers to bring. */
export function isOnSite(document: DemoDocument): boolean {
  return document.publishedAt >= new Date(DEMO_CRAWL_FROM);
}

/** The documents a site shows of one source, newest first. Products are shown by what is on the shelf instead. */
export function shownDocuments(world: DemoWorld, source: string): DemoDocument[] {
  return world.documents
    .filter((document) => document.channel.source === source && isOnSite(document))
    .reverse();
}

/** What is on a shop's shelf now, newest first. */
export function shownProducts(world: DemoWorld, source: string): DemoProduct[] {
  return world.products
    .filter((product) => product.channel.source === source && onShelf(product, DEMO_WEEKS))
    .reverse();
}
