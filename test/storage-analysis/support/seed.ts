import { stableId, sha256Hex } from '../../../core/hash.ts';
import type { Sql } from '../../../storage/connect.ts';

export interface SeedSource {
  id: string;
  sector: string;
  market?: string;
  language?: 'zh' | 'en';
  weight?: number;
}

export async function seedSources(sql: Sql, sources: SeedSource[]): Promise<void> {
  for (const source of sources) {
    await sql`
      insert into sources (id, name, sector, platform, market, language, weight, origin, enabled, definition)
      values (${source.id}, ${source.id}, ${source.sector}, 'feed', ${source.market ?? 'us'},
        ${source.language ?? 'en'}, ${source.weight ?? 1}, 'shipped', true, '{}')`;
  }
}

export interface SeedDocument {
  key: string;
  source: string;
  at: string;
  text: string;
  sector: string;
  kind?: string;
  language?: 'zh' | 'en';
  product?: string;
  duplicateOf?: string;
  engagement?: Record<string, number>;
}

export function documentId(key: string): string {
  return stableId(`https://example.test/${key}`);
}

export async function seedDocuments(sql: Sql, documents: SeedDocument[]): Promise<void> {
  const rows = documents.map((d) => ({
    id: documentId(d.key),
    source_id: d.source,
    canonical_url: `https://example.test/${d.key}`,
    content_hash: sha256Hex(d.text),
    kind: d.kind ?? 'article',
    sector: d.sector,
    market: 'us',
    language: d.language ?? 'en',
    title: null,
    text: d.text,
    published_at: d.at,
    published_at_known: true,
    first_seen_at: d.at,
    engagement: d.engagement ?? {},
    product_id: d.product === undefined ? null : stableId(d.product),
    duplicate_of: d.duplicateOf === undefined ? null : documentId(d.duplicateOf),
    folded: true,
  }));
  await sql`
    insert into documents (id, source_id, canonical_url, content_hash, kind, sector, market, language,
      title, text, published_at, published_at_known, first_seen_at, engagement, product_id, duplicate_of, folded)
    select * from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as given (
      id bigint, source_id text, canonical_url text, content_hash text, kind text, sector text,
      market text, language text, title text, text text, published_at timestamptz, published_at_known boolean,
      first_seen_at timestamptz, engagement jsonb, product_id bigint, duplicate_of bigint, folded boolean)
    on conflict (id) do nothing`;
}

export async function seedProduct(
  sql: Sql,
  product: { key: string; source: string; brand?: string; firstSeen: string },
): Promise<string> {
  const id = stableId(product.key);
  await sql`
    insert into products (id, source_id, key, url, name, brand, language, market, first_seen_at, last_seen_at)
    values (${id}, ${product.source}, ${product.key}, ${`https://example.test/p/${product.key}`}, ${product.key},
      ${product.brand ?? null}, 'en', 'us', ${product.firstSeen}, ${product.firstSeen})`;
  return id;
}

export async function seedObservation(
  sql: Sql,
  seen: {
    product: string;
    on: string;
    rank?: number;
    price?: number;
    listPrice?: number;
    availability?: string;
  },
): Promise<void> {
  await sql`
    insert into observations (product_id, observed_on, observed_at, rank, price, list_price, currency, availability)
    values (${stableId(seen.product)}, ${seen.on}, ${seen.on}, ${seen.rank ?? null}, ${seen.price ?? null},
      ${seen.listPrice ?? null}, 'USD', ${seen.availability ?? 'in_stock'})`;
}
