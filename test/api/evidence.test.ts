import { describe, expect, test } from 'vitest';
import { toExcerpt } from '../../api/excerpt.ts';
import { useApi } from './use-api.ts';
import { HOSTILE_TITLE } from './world/seed-documents.ts';

const api = useApi();

interface Found {
  title: string;
  excerpt: string;
  titleSpans: { start: number; end: number; surface: string }[];
  excerptSpans: { start: number; end: number; surface: string; aspect?: string; polarity?: string }[];
  sector: string;
  market: string;
  publishedAt: string;
}

const documentsOf = async (query: string) =>
  (await api().json(`/api/v1/evidence?${query}`)).get('data.documents') as Found[];

describe('evidence', () => {
  test('spans cut out of title and excerpt are the stored surfaces', async () => {
    const found = await documentsOf('concept=color:butter-yellow&limit=50');
    expect(found.length).toBeGreaterThan(20);
    for (const one of found) {
      for (const span of one.titleSpans) expect(one.title.slice(span.start, span.end)).toBe(span.surface);
      for (const span of one.excerptSpans) expect(one.excerpt.slice(span.start, span.end)).toBe(span.surface);
      expect(one.titleSpans.length + one.excerptSpans.length).toBeGreaterThan(0);
    }
  });

  test('a cell and a week keep to themselves', async () => {
    const found = await documentsOf('concept=color:butter-yellow&sector=social&market=cn&week=2026-11-11');
    expect(found.length).toBeGreaterThan(0);
    for (const one of found) {
      expect(one).toMatchObject({ sector: 'social', market: 'cn' });
      expect(one.publishedAt >= '2026-11-09' && one.publishedAt < '2026-11-16').toBe(true);
    }
  });

  test('opinions of a brand by aspect, product and service apart', async () => {
    const late = await documentsOf('concept=brand:lumenfold&aspect=logistics');
    expect(late.flatMap((one) => one.excerptSpans).every((span) => span.aspect === 'logistics')).toBe(true);
    const garment = await documentsOf('concept=brand:lumenfold&voice=product');
    expect(garment.flatMap((one) => one.excerptSpans.map((span) => span.aspect))).not.toContain('logistics');
  });

  test('pages follow each other without loss or doubling', async () => {
    const seen: string[] = [];
    let cursor: unknown = '';
    do {
      const page = await api().json(
        `/api/v1/evidence?concept=color:butter-yellow&limit=7&cursor=${String(cursor)}`,
      );
      seen.push(...(page.get('data.documents') as { id: string }[]).map((one) => one.id));
      cursor = page.get('next');
    } while (cursor !== null);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(33);
  });

  test('what is not there is said with 404 and 400', async () => {
    expect((await api().json('/api/v1/evidence?concept=color:nothing')).get('code')).toBe('NOT_FOUND');
    expect((await api().json('/api/v1/evidence')).get('code')).toBe('BAD_INPUT');
    expect((await api().json('/api/v1/evidence?concept=color:butter-yellow&cursor=xyz')).get('code')).toBe(
      'BAD_INPUT',
    );
    expect(
      (await api().json('/api/v1/evidence?concept=color:butter-yellow&week=2026-02-31')).get('code'),
    ).toBe('BAD_INPUT');
  });
});

describe('excerpts', () => {
  test('a late span is brought into view and never cut through a surrogate pair', () => {
    const text = `${'👗'.repeat(200)} wide-leg trousers and more`;
    const start = 'T'.length + 1 + text.indexOf('wide-leg');
    const cut = toExcerpt({ title: 'T', text }, [{ start, end: start + 17, surface: 'wide-leg trousers' }]);
    const [span] = cut.excerptSpans;
    expect(cut.excerpt.slice(span?.start, span?.end)).toBe('wide-leg trousers');
    expect(/\p{Surrogate}/u.test(cut.excerpt)).toBe(false);
  });

  test('without a title offsets are of the text', () => {
    const cut = toExcerpt({ title: null, text: 'a bow' }, [{ start: 2, end: 5, surface: 'bow' }]);
    expect(cut).toMatchObject({ titleSpans: [], excerpt: 'a bow', excerptSpans: [{ start: 2, end: 5 }] });
  });

  test('a hostile title passes through the API unchanged: escaping is the page’s work', async () => {
    const found = await documentsOf('concept=color:butter-yellow&limit=1');
    expect(found[0]?.title).toBe(HOSTILE_TITLE);
  });
});
