import type { IncomingMessage, ServerResponse } from 'node:http';

export const ARTICLE_TEXT =
  'The wide-leg trousers came back this season, and nobody we asked was surprised. On the street they are worn long, with flat shoes, and mostly in linen. ' +
  'Buyers told us that they had ordered twice as many as last year, that the darker colours went first, and that the waist is what people ask about.';

export const articlePage = (title: string): string =>
  `<html lang="en"><head><title>${title} | The Paper</title><meta property="og:site_name" content="The Paper"></head><body><nav><a href="/">Home</a> <a href="/x">More</a></nav><article><h1>${title}</h1><p>${ARTICLE_TEXT}</p><p>${ARTICLE_TEXT}</p></article><footer>All rights reserved</footer></body></html>`;

export const productPage = (name: string): string =>
  `<html lang="en"><head><title>${name}</title><script type="application/ld+json">${JSON.stringify({
    '@context': 'https://schema.org',
    '@type': 'Product',
    name,
    brand: { '@type': 'Brand', name: 'Maker' },
    sku: 'K1',
    description: 'A pleated skirt in cotton.',
    offers: {
      '@type': 'Offer',
      price: '59.00',
      priceCurrency: 'GBP',
      availability: 'https://schema.org/InStock',
    },
    review: [
      {
        '@type': 'Review',
        author: { name: 'Jane Roe' },
        reviewBody: `The ${name} lost its pleats after one wash.`,
        reviewRating: { ratingValue: 2, bestRating: 5 },
        datePublished: '2026-10-01',
      },
    ],
  })}</script></head><body><h1>${name}</h1></body></html>`;

/** Answers with an ETag made of the body, and 304 to who has it. */
function send(
  request: IncomingMessage | null,
  response: ServerResponse,
  type: string,
  body: string,
  headers: Record<string, string> = {},
): void {
  const etag = `"${body.length}"`;
  if (request?.headers['if-none-match'] === etag) response.writeHead(304).end();
  else response.writeHead(200, { 'content-type': type, etag, ...headers }).end(body);
}

export const html = (response: ServerResponse, body: string): void =>
  send(null, response, 'text/html; charset=utf-8', body);
export const xml = (request: IncomingMessage, response: ServerResponse, body: string): void =>
  send(request, response, 'application/xml', body);
export const json = (response: ServerResponse, body: unknown, headers: Record<string, string> = {}): void =>
  send(null, response, 'application/json', JSON.stringify(body), headers);
