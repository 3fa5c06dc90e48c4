import { describe, expect, it } from 'vitest';
import { extractPage } from '../../crawlers/index.ts';

const page = (body: string, lang = 'en') =>
  extractPage({
    url: 'https://shop.example/p/1',
    body: Buffer.from(
      `<html lang="${lang}"><head><title>Linen Shirt</title></head><body>${body}</body></html>`,
    ),
    contentType: 'text/html; charset=utf-8',
    fetchedAt: new Date('2026-11-16T09:00:00Z'),
  });

const card = (author: string, stars: string, title: string, text: string, day: string) =>
  `<div class="review-item"><span class="review-author">${author}</span>${stars}<h4 class="review-title">${title}</h4>
   <span class="review-date">${day}</span><div class="review-text"><p>${text}</p></div><button>Helpful</button></div>`;

describe('reviews in the markup', () => {
  it.each([
    [
      'microdata',
      `<div itemscope itemtype="http://schema.org/Product"><h1 itemprop="name">Linen shirt</h1>
       <div itemprop="offers" itemscope itemtype="http://schema.org/Offer"><span itemprop="price">49</span></div>
       <div itemprop="review" itemscope itemtype="http://schema.org/Review"><span itemprop="author">Made-up Mara</span>
       <meta itemprop="datePublished" content="2026-01-09"><p itemprop="reviewBody">Too thin for the winter.</p></div></div>`,
    ],
    [
      'JSON-LD',
      `<h1>Linen shirt</h1><script type="application/ld+json">{"@context":"https://schema.org","@type":"Product","name":"Linen shirt",
       "offers":{"@type":"Offer","price":"49","priceCurrency":"GBP"},"review":[{"@type":"Review","author":{"@type":"Person","name":"Made-up Mara"},
       "datePublished":"2026-01-09","reviewBody":"Too thin for the winter."}]}</script>
       <div class="review-item"><span class="review-author">Made-up Mara</span></div>`,
    ],
  ])('are not what the page of the product says of itself (%s)', (_syntax, body) => {
    const { author, publishedAt, reviews } = page(body);
    expect(reviews).toMatchObject([
      { publishedAt: '2026-01-09', author: expect.stringMatching(/^[\da-f]{16}$/) },
    ]);
    expect({ author, publishedAt }).toEqual({ author: null, publishedAt: null });
  });

  it('reads stars, title, words and day, and hashes the author', () => {
    const { reviews } = page(
      `<div class="reviews-list">${card('Made-up Mara', '<i class="stars" aria-label="4 out of 5 stars"></i>', 'Soft', 'Softer than the one I had, and true to size.', 'Reviewed on 5 March 2026')}
       ${card('Invented Ivo', '<span class="star-bar"><span style="width:60%"></span></span>', 'Creases', 'Creases as soon as one sits down in it.', '12 April 2026')}</div>`,
    );
    expect(reviews.map(({ rating, title, text, publishedAt }) => [rating, title, text, publishedAt])).toEqual(
      [
        [4, 'Soft', 'Softer than the one I had, and true to size.', '2026-03-05'],
        [3, 'Creases', 'Creases as soon as one sits down in it.', '2026-04-12'],
      ],
    );
    expect(reviews[0]?.author).toMatch(/^[\da-f]{16}$/);
    expect(JSON.stringify(reviews)).not.toContain('Mara');
  });

  it('reads Chinese cards with their score in words or in filled stars', () => {
    const star = (on: boolean) => `<i class="star ${on ? 'star-full' : 'star-empty'}"></i>`;
    const { reviews } = page(
      `<ul class="comment-list">
        <li class="comment-item"><span class="user-name">测***户</span><span class="score">评分 4.5</span><p class="comment-content">面料很舒服，版型也合身，会再买。</p><span class="time">2026-03-05</span></li>
        <li class="comment-item"><span class="user-name">虚***构</span><div class="rating-stars">${[1, 2, 3, 4, 5].map((n) => star(n < 3)).join('')}</div><p class="comment-content">颜色比图片深很多，有点失望。</p><span class="time">3天前</span></li>
      </ul>`,
      'zh',
    );
    expect(reviews.map(({ rating, text, publishedAt }) => [rating, text, publishedAt?.slice(0, 10)])).toEqual(
      [
        [4.5, '面料很舒服，版型也合身，会再买。', '2026-03-05'],
        [2, '颜色比图片深很多，有点失望。', '2026-11-13'],
      ],
    );
  });

  it('takes neither talk below an article nor a bare row of stars for a review', () => {
    const talk = (words: string) =>
      `<div class="comment"><b class="comment-author">Somebody</b><time datetime="2026-05-01">1 May</time><p>${words}</p></div>`;
    expect(
      page(talk('I do not agree with this at all.') + talk('Neither do I, to be honest.')).reviews,
    ).toEqual([]);
    expect(
      page('<div class="review-stars" aria-label="4.6 out of 5"></div><p>218 reviews</p>').reviews,
    ).toEqual([]);
  });

  it('prefers what the data declares, in RDFa as well', () => {
    const { reviews, products } = page(
      `<div vocab="https://schema.org/" typeof="Product"><h1 property="name">Linen Shirt</h1>
        <div property="review" typeof="Review"><span property="author" typeof="Person"><span property="name">Made-up Mara</span></span>
        <time property="datePublished" datetime="2026-03-04">4 March</time><span property="reviewRating" typeof="Rating"><meta property="ratingValue" content="8"><meta property="bestRating" content="10"></span>
        <p property="reviewBody">Washes well.</p></div></div>`,
    );
    expect(products[0]?.name).toBe('Linen Shirt');
    expect(reviews).toMatchObject([{ rating: 4, text: 'Washes well.', publishedAt: '2026-03-04' }]);
  });
});
