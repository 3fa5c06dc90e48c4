import { extractPage } from './crawlers/index.ts';
const M = 5_000_000;
const fill = (s: string) => s.repeat(Math.floor(M / s.length));
const cases: [string, string][] = [
  ['siblings', fill('<i></i>')], ['bare numbers', fill('<b>9</b>')], ['prices', fill('<b>$9</b>')], ['old prices', fill('<del>$9</del><b>$8</b>')],
  ['price divs', fill('<div class="price">$9.99</div>')], ['cards', fill('<div class="card"><a href="/x">Name</a><b>$9</b></div>')],
  ['nested div', '<div>'.repeat(2000) + fill('x ')], ['nested inline', fill('<div><span>')], ['deep prices', fill('<div><b>$9</b>')],
  ['links', fill('<a href="/x">Next</a>')], ['bylines', fill('<p class="author">By x</p>')], ['dates', fill('<p class="date">2020-02-30</p>')],
  ['h2', fill('<h2><a href=x>Hello world</a></h2><p class=date>x 12 May</p>')], ['reviews', fill('<div class="review"><p>nice product really</p><b class=stars title="4 of 5 stars"></b></div>')],
  ['stars', fill('<b class=star title="4 of 5 stars"></b>')], ['items', fill('<p itemscope itemprop=a></p>')], ['nested items', fill('<p itemscope itemtype=Product><b itemprop=name>x</b>')],
  ['typeof', fill('<p typeof="Product" property=a></p>')], ['meta', fill('<meta name=a content=b>')], ['ld', fill('<script type="application/ld+json">{"@type":"Product","name":"x"}</script>')],
  ['ld big', `<script type="application/ld+json">[${fill('{"@type":"Product","name":"x"},')}1]</script>`], ['ld bad', `<script type="application/ld+json">${fill('{"@type":')}</script>`],
  ['state', `<script>window.x = [${fill('{"name":"abc","price":1},')}1]</script>`], ['state bad', `<script>${fill('a = {price:')}</script>`], ['state quotes', `<script>price;${fill("x = ['\\\\")}</script>`],
  ['buttons', fill('<button>Add to cart</button>')], ['labels', fill('<td>Brand</td><td>x</td>')], ['colon', fill('<p>a : b : c</p>')], ['selects', fill('<select name=size><option>S<option>M</select>')],
  ['sizes', fill('<ul class="sizes"><li>S</li><li>M</li></ul>')], ['crumbs', fill('<ul class=breadcrumb><li>a</li></ul>')], ['one paragraph', `<p>${fill('word, ')}`], ['spaces', `<p>${' '.repeat(M)}x</p>`],
  ['title', `<title>${fill('a | b - ')}</title>`], ['h1 long', `<h1>${fill('a b ')}</h1>`], ['class long', `<div class="${fill('a-b ')}">x</div>`], ['class many', Array.from({ length: 150000 }, (_, i) => `<p class="a${i} author-name date">x</p>`).join('')],
  ['amps', fill('&amp;')], ['lt', fill('<')], ['attrs', `<p ${Array.from({ length: 300000 }, (_, i) => `a${i}=b`).join(' ')}>`], ['quotes', fill('<a b="')], ['digits', `<p>${'1'.repeat(M)}</p>`], ['digit spaced', `<span class=price>${fill('1 ')}</span>`],
  ['feed', `<rss><channel>${fill('<item><title>a</title><description>&lt;p&gt;x</description></item>')}</channel></rss>`], ['feed deep', `<rss><channel>${fill('<item>')}`], ['json', `{"version":"https://jsonfeed.org/version/1","items":[${fill('{"id":"1"},')}{}]}`], ['plain', fill('hello world ')], ['gb', '\u4e2d'.repeat(M / 3)], ['p forest', fill('<p>a, b, c, d, e, f, g some text that is long enough to count as a paragraph')], ['meta charset', '<'.repeat(70000) + fill('<x a=b c=')],
  ['rank', fill('<b class=rank>1</b>')], ['imgs', fill('<img alt=x src=y>')], ['table', '<table>' + fill('<tr><td>1<td>2')], ['forms', fill('<form><label>Size</label><input name=size value=S></form>')], ['comments', fill('<!-- x -->a')],
];
for (const [name, html] of cases) {
  if (process.argv[2] && !name.includes(process.argv[2])) continue;
  const body = Buffer.from(html);
  const t = process.cpuUsage();
  const a = extractPage({ url: 'https://a.example/p/1234/x', body, fetchedAt: new Date(0) });
  const c = process.cpuUsage(t);
  const ms = (c.user + c.system) / 1000;
  console.log(ms > 1500 ? 'SLOW' : '    ', name.padEnd(16), ms.toFixed(0), 'ms', a.kind, Math.round(process.memoryUsage().rss / 1e6), 'MB');
}
