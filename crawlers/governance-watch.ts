import type { DocumentDraft } from '../core/content.ts';
import type { CrawlStore, PageResult } from '../core/crawl-store.ts';
import { collectedFields, sectorFields } from '../core/governance.ts';
import type { CataloguedSource } from '../core/source.ts';
import { admitObservation, admitProduct, undeclaredFields } from './governance-gate.ts';
import { isOpenWire, siteOf } from './governance-transport.ts';
import { holdsPersonal } from './governance-residue.ts';

/** Documents whose text is looked at again: all of the first, then one in ten. */
const ALL_OF_FIRST = 200;
const THEN_ONE_IN = 10;
/** More than this share of texts that still hold personal data means that the filter does not fit the source. */
const MOST_PERSONAL_SHARE = 0.05;
const LEAST_PERSONAL = 3;
/** Documents from elsewhere are left out one by one; so many mean that the source is another than was declared. */
const MOST_FOREIGN = 3;
const MOST_FOREIGN_SHARE = 0.1;

/** Platforms that read one site; the others bring what was published anywhere, unless `options.hosts` says where. */
const OWN_SITE = new Set(['shopify', 'woocommerce', 'sitemap', 'schema-org', 'listing', 'blog', 'forum']);

/** Looks at everything a source brings on its way to the store; what breaks the declaration stays outside. */
export class ArrivalWatch {
  readonly #source: CataloguedSource;
  readonly #hashKey: string;
  readonly #sites: ReadonlySet<string> | null;
  readonly #undeclared = new Set<string>();
  readonly #foreign = new Set<string>();
  #openWire: string | null = null;
  #documents = 0;
  #outside = 0;
  #looked = 0;
  #personal = 0;
  /** What was left outside, by reason. */
  readonly withheld: Record<string, number> = {};
  /** What went through. */
  readonly kept = { documents: 0, products: 0, observations: 0 };

  /** `sites`: where documents may be from; by default what the source declares. */
  constructor(source: CataloguedSource, hashKey: string, sites = declaredSites(source)) {
    this.#source = source;
    this.#hashKey = hashKey;
    this.#sites = sites;
  }

  /** The store as the crawl sees it. Nothing more is taken up once a rule is broken. */
  over(store: CrawlStore): CrawlStore {
    return {
      cursor: () => store.cursor(),
      addToFrontier: (items) => store.addToFrontier(items),
      takeFromFrontier: async (limit) => (this.findings().length > 0 ? [] : store.takeFromFrontier(limit)),
      knownPage: (url) => store.knownPage(url),
      commit: (result) => store.commit(this.look(result)),
      dropped: () => store.dropped(),
    };
  }

  look(result: PageResult): PageResult {
    const documents = result.documents.filter((draft) => this.admits(draft));
    const products = result.products.flatMap((draft) =>
      this.#shelf(admitProduct(draft, this.#source, this.#hashKey)),
    );
    const observations = result.observations.flatMap((draft) =>
      this.#shelf(admitObservation(draft, this.#source)),
    );
    if (isOpenWire(result.item.url, this.#source)) this.#openWire = new URL(result.item.url).host;
    this.kept.documents += documents.length;
    this.kept.products += products.length;
    this.kept.observations += observations.length;
    return { ...result, documents, products, observations };
  }

  /** What a person has to look at, in words. */
  findings(): string[] {
    const found = [...this.#undeclared].map((what) => `undeclared: ${what}`);
    if (this.#openWire !== null) found.push(`insecure: ${this.#openWire} was asked without encryption`);
    if (this.#outside >= MOST_FOREIGN && this.#outside > MOST_FOREIGN_SHARE * this.#documents)
      found.push(`foreign-host: ${[...this.#foreign].slice(0, 3).join(', ')}`);
    if (this.#personal >= LEAST_PERSONAL && this.#personal > MOST_PERSONAL_SHARE * this.#looked)
      found.push(`personal-data: ${this.#personal} of ${this.#looked} texts still held some`);
    return found;
  }

  /** Whether a document may be stored; what speaks against it is noted. */
  admits(draft: DocumentDraft): boolean {
    this.#documents += 1;
    if (draft.kind === 'product' && !collectedFields(this.#source).has('product'))
      return this.#shelf(null).length > 0;
    const undeclared: string[] = undeclaredFields(draft, this.#source);
    if (draft.sector !== this.#source.sector) undeclared.push(`sector ${draft.sector}`);
    for (const what of undeclared) this.#undeclared.add(what);
    if (undeclared.length > 0) return this.#withhold('undeclared');
    if (this.#isForeign(draft)) return this.#withhold('foreign-host');
    return this.#stillPersonal(draft) ? this.#withhold('personal-data') : true;
  }

  /** A shelf in a sector that has none is another source than was declared; in one that has, it may be left out. */
  #shelf<T>(admitted: T | null): T[] {
    if (admitted !== null) return [admitted];
    if (!sectorFields(this.#source).has('product')) this.#undeclared.add('product');
    this.#withhold('not-collected');
    return [];
  }

  #withhold(reason: string): false {
    this.withheld[reason] = (this.withheld[reason] ?? 0) + 1;
    return false;
  }

  #isForeign(draft: DocumentDraft): boolean {
    const site = siteOf(draft.canonicalUrl);
    if (this.#sites === null || this.#sites.has(site)) return false;
    this.#outside += 1;
    this.#foreign.add(site);
    return true;
  }

  #stillPersonal(draft: DocumentDraft): boolean {
    if (this.#documents > ALL_OF_FIRST && this.#documents % THEN_ONE_IN !== 0) return false;
    this.#looked += 1;
    if (draft.kind === 'product' || !holdsPersonal(`${draft.title ?? ''}\n${draft.text}`)) return false;
    this.#personal += 1;
    return true;
  }
}

export interface WatchedRows {
  documents: DocumentDraft[];
  withheld: Record<string, number>;
  findings: string[];
}

/** Rows that were sent rather than fetched: what they hold beyond the declaration breaks it, although it was not kept. */
export function watchRows(
  source: CataloguedSource,
  rows: readonly { document: DocumentDraft; beyond?: readonly string[] }[],
): WatchedRows {
  const watch = new ArrivalWatch(source, '', null);
  const documents = rows.map(({ document }) => document).filter((draft) => watch.admits(draft));
  const beyond = new Set(rows.flatMap((row) => row.beyond ?? []));
  const findings = [...[...beyond].map((field) => `undeclared: ${field}`), ...watch.findings()];
  return { documents, withheld: watch.withheld, findings };
}

function declaredSites(source: CataloguedSource): ReadonlySet<string> | null {
  const more = source.options['hosts'];
  const hosts = Array.isArray(more) ? (more as unknown[]).filter((host) => typeof host === 'string') : [];
  if (hosts.length === 0 && !OWN_SITE.has(source.platform)) return null;
  return new Set([...source.urls, ...hosts.map((host) => `https://${host}/`)].map(siteOf));
}
