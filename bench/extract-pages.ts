/** Made-up pages with the shapes of real ones: much head, many scripts and styles, menus, cards, and one text. */

const WORDS =
  'the linen coat hangs on a rail beside wide trousers and nobody asked who had sewn its narrow collar in spring'.split(
    ' ',
  );
const HAN = '这条裤子的面料很轻裁剪宽松颜色偏暖适合春天穿着搭配衬衫也很好看我们去看了工坊';

/** A small generator of numbers (Park and Miller's minimal standard): the same pages on every machine. */
function numbers(seed: number): () => number {
  let state = seed * 48_271 + 1;
  return () => (state = (state * 48_271) % 2_147_483_647);
}

function sentence(next: () => number, chinese: boolean): string {
  const length = 8 + (next() % 14);
  if (chinese) return `${Array.from({ length: 2 * length }, () => HAN[next() % HAN.length]).join('')}。`;
  return `${Array.from({ length }, () => WORDS[next() % WORDS.length]).join(' ')}, &amp; more. `;
}

const prose = (next: () => number, count: number, chinese: boolean): string =>
  Array.from({ length: count }, () => sentence(next, chinese)).join('');

function head(next: () => number, title: string, lang: string, ld: object): string {
  const metas = ['og:title', 'twitter:title', 'description', 'og:description'].map(
    (name) => `<meta property="${name}" content="${title}">`,
  );
  const styles = Array.from(
    { length: 60 },
    () => `.c-${next() % 900}>a:hover{margin:0 ${next() % 40}px;color:#${next() % 900}}`,
  ).join('\n');
  const links = Array.from(
    { length: 12 },
    () => `<link rel="preload" href="/a/${next() % 900}.js" as="script">`,
  );
  const program = Array.from(
    { length: 40 },
    () => `function f${next() % 900}(a){if(a<${next() % 90}&&a!="<b>"){return a*${next() % 90}}}`,
  ).join(';');
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>${title} | The Rail</title>${metas.join('\n')}${links.join('\n')}<style>${styles}</style><script type="application/ld+json">${JSON.stringify(ld)}</script><script>${program}</script></head>`;
}

const menu = (next: () => number): string =>
  `<header class="site-header"><nav class="main-nav" aria-label="Main"><ul>${Array.from(
    { length: 50 },
    () =>
      `<li class="nav-item nav-item-${next() % 90}"><a class="nav-link" href="/section/${next() % 900}">Section ${next() % 90}</a></li>`,
  ).join('\n')}</ul></nav></header>`;

function cards(next: () => number, count: number, price: boolean): string {
  return Array.from(
    { length: count },
    () =>
      `<div class="card card--small" data-id="${next() % 90_000}"><a class="card__link" href="/story/${next() % 90_000}"><img src="/i/${next() % 900}.jpg" alt="Coat ${next() % 90}" loading="lazy"><h3 class="card__title">${sentence(next, false)}</h3></a>${price ? `<span class="card__price">£${next() % 90}.00</span>` : `<time datetime="2026-0${1 + (next() % 9)}-11">A day in spring</time>`}</div>`,
  ).join('\n');
}

function article(seed: number): string {
  const next = numbers(seed);
  const chinese = seed % 3 === 0;
  const title = chinese ? `春天的外套 ${seed}` : `What the rail says about spring ${seed}`;
  const ld = { '@context': 'https://schema.org', '@type': 'WebPage', name: title };
  const dated = {
    ...ld,
    '@type': 'NewsArticle',
    headline: title,
    datePublished: '2026-03-05T10:00:00Z',
    author: { '@type': 'Person', name: 'Ada Example' },
  };
  const text = Array.from(
    { length: 8 + (seed % 20) },
    () => `<p class="body-text">${prose(next, 4, chinese)}<a href="/x/${next() % 90}">and a link</a></p>`,
  );
  const byline = `<p class="article-byline">By <a href="/author/ada-example" rel="author">Ada Example</a> <span class="date">5 March 2026</span></p>`;
  return `${head(next, title, chinese ? 'zh' : 'en', seed % 2 === 0 ? dated : ld)}<body class="single">${menu(next)}<main><article class="post"><h1>${title}</h1>${byline}${text.join('\n')}</article><aside class="related">${cards(next, 6 + (seed % 30), false)}</aside></main><footer class="site-footer">${menu(next)}</footer></body></html>`;
}

function product(seed: number): string {
  const next = numbers(seed);
  const name = `Linen coat ${seed}`;
  const offer = {
    '@type': 'Offer',
    price: '89.00',
    priceCurrency: 'GBP',
    availability: 'https://schema.org/InStock',
  };
  const ld = {
    '@context': 'https://schema.org',
    '@type': seed % 3 === 0 ? 'Organization' : 'Product',
    name,
    sku: `LC-${seed}`,
    offers: offer,
  };
  const facts = ['Colour', 'Fabric', 'Length', 'Lining', 'Care', 'Item no'].map(
    (label) => `<tr class="spec"><th>${label}</th><td>${WORDS[next() % WORDS.length]} ${seed}</td></tr>`,
  );
  const state = Array.from({ length: 20 }, () => ({
    id: next() % 90_000,
    name: `Coat ${next() % 900}`,
    price: next() % 200,
    image: `/i/${next() % 900}.jpg`,
  }));
  const sizes = ['S', 'M', 'L', 'XL'].map(
    (size) =>
      `<label class="size"><input type="radio" name="size" value="${size}"><span>${size}</span></label>`,
  );
  return `${head(next, name, 'en', ld)}<body class="product">${menu(next)}<main><div class="product-detail"><h1 class="product-title">${name}</h1><div class="price-box"><span class="price">£89.00</span> <del class="price-old">£120.00</del></div><form class="cart">${sizes.join('')}<button class="add-to-cart">Add to basket</button></form><table>${facts.join('')}</table><div class="description"><p>${prose(next, 6, false)}</p><p>${prose(next, 6, false)}</p></div></div><section class="recommend">${cards(next, 12 + (seed % 20), true)}</section></main><script>window.__STATE__ = ${JSON.stringify({ seen: state })};</script><footer class="site-footer">${menu(next)}</footer></body></html>`;
}

const seeds = Array.from({ length: 60 }, (_, i) => i + 1);
export const articlePages = (): string[] => seeds.map((seed) => article(seed));
export const productPages = (): string[] => seeds.map((seed) => product(seed));
