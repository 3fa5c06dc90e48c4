import type { IncomingMessage, ServerResponse } from 'node:http';
import { html, json } from './page-texts.ts';
import { gone, pathOf, queryOf } from './platform-site.ts';

const SIZE = 6;

/** Shops whose pages are empty until their script ran. `outside` is an address no page may reach. */
export function scriptShop(outside: () => string) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const path = pathOf(request);
    const page = Number(queryOf(request).get('page') ?? 1);
    const script = (body: string): void =>
      void response.writeHead(200, { 'content-type': 'text/javascript' }).end(body);
    if (path === '/api/items')
      return json(
        response,
        page > 3 ? [] : Array.from({ length: SIZE }, (_, i) => (page - 1) * SIZE + i + 1),
      );
    if (path === '/endless.js') return script(SHARED + ENDLESS);
    if (path === '/button.js') return script(SHARED + BUTTON);
    if (path === '/forever.js') return script(FOREVER);
    if (path === '/prison.js') return script(prison(outside()));
    if (path === '/moved') return void response.writeHead(302, { location: '/shops/endless/' }).end();
    if (path === '/away') return void response.writeHead(302, { location: `${outside()}/private` }).end();
    const name = /^\/(endless|button|forever|prison)$|^\/shops\/(endless)\/$/.exec(path);
    if (name) return html(response, shell(name[1] ?? name[2] ?? ''));
    if (path === '/spin') return html(response, '<title>Spin</title><body>Here<script>for(;;){}</script>');
    if (path === '/sent-on')
      return html(response, '<title>Wait</title><script>location.replace("/endless")</script>');
    if (path === '/circle')
      return html(
        response,
        '<title>Round</title><p>Round<script>location.replace("/circle?" + Math.random())</script>',
      );
    gone(response);
  };
}

const shell = (name: string): string =>
  `<!doctype html><html lang="en"><head><title>New in</title><link rel="stylesheet" href="/shop.css"><style>.card { height: 300px }</style></head><body><h1>New in</h1><main id="grid"></main><img src="/photo.jpg"><video src="/clip.mp4"></video><script src="https://www.google-analytics.com/a.js"></script><script src="/${name}.js"></script></body></html>`;

const SHARED = `
let page = 0, busy = false, over = false;
async function more() {
  if (busy || over) return;
  busy = true;
  const items = await (await fetch('/api/items?page=' + ++page)).json();
  over = items.length === 0;
  for (const n of items) {
    const card = document.createElement('div');
    card.className = 'card';
    card.innerHTML = '<a href="' + location.origin + '/p/' + n + '"><h3>Jacket number ' + n + '</h3></a><span class="price">£' + (50 + n) + '.00</span>';
    document.getElementById('grid').append(card);
  }
  busy = false;
}
more();
`;

const ENDLESS = `
addEventListener('scroll', () => { if (scrollY + innerHeight > document.documentElement.scrollHeight - 200) more(); });
`;

const BUTTON = `
const button = document.createElement('button');
button.textContent = ' Load more ';
button.onclick = () => more().then(() => { if (over) button.remove(); });
document.body.append(button);
const other = document.createElement('a');
other.href = '/endless';
other.textContent = 'Load more';
document.body.append(other);
`;

/** Grows at each scroll, for ever. */
const FOREVER = `
let n = 0;
const add = () => {
  for (let i = 0; i < 3; i++) {
    const link = document.createElement('a');
    link.href = '/p/' + ++n;
    link.textContent = 'Jacket number ' + n;
    link.style.display = 'block';
    link.style.height = '900px';
    document.body.append(link);
  }
};
add();
addEventListener('scroll', add);
`;

/** Tries every way out that a page has. */
const prison = (outside: string): string => `
const to = ${JSON.stringify(outside)};
const tried = (name, act) => { try { act(); } catch (error) { document.body.append(name + ' refused '); } };
const tag = (name, part) => tried(name, () => document.body.append(Object.assign(document.createElement(name), part)));
alert('hello'); confirm('sure?');
tried('open', () => open(to + '/popup'));
tried('own popup', () => open('/endless'));
tried('fetch', () => fetch(to + '/fetch').catch(() => {}));
tried('post', () => fetch(to + '/post', { method: 'POST', body: 'x' }).catch(() => {}));
tried('redirected', () => fetch('/away').catch(() => {}));
tried('beacon', () => navigator.sendBeacon(to + '/beacon', 'x'));
tried('socket', () => new WebSocket(to.replace('http', 'ws') + '/socket'));
tried('events', () => new EventSource(to + '/events'));
tried('worker', () => new Worker(URL.createObjectURL(new Blob(['fetch("' + to + '/worker").catch(() => {}); new WebSocket("' + to.replace('http', 'ws') + '/worker")']))));
tried('service worker', () => navigator.serviceWorker.register('/sw.js').catch(() => {}));
tried('webrtc', () => new RTCPeerConnection({ iceServers: [{ urls: 'stun:' + new URL(to).host }] }));
tag('script', { src: to + '/script' });
tag('img', { src: to + '/img' });
tag('iframe', { src: to + '/iframe' });
tag('object', { data: to + '/object' });
for (const rel of ['prefetch', 'preconnect', 'dns-prefetch', 'preload', 'prerender', 'stylesheet', 'manifest', 'icon', 'modulepreload'])
  tag('link', { rel, href: to + '/' + rel, as: 'script' });
const rules = document.createElement('script');
rules.type = 'speculationrules';
rules.textContent = JSON.stringify({ prefetch: [{ source: 'list', urls: [to + '/speculation'] }], prerender: [{ source: 'list', urls: ['/endless'] }] });
document.body.append(rules);
const style = document.createElement('style');
style.textContent = '@import url("' + to + '/import.css"); @font-face { font-family: x; src: url("' + to + '/font") } body { font-family: x; background: url("' + to + '/background") }';
document.head.append(style);
const form = Object.assign(document.createElement('form'), { action: to + '/form', method: 'post', target: '_blank' });
document.body.append(form);
tried('form', () => form.submit());
const download = Object.assign(document.createElement('a'), { href: 'data:application/octet-stream,x', download: 'x.bin' });
document.body.append(download);
tried('download', () => download.click());
document.body.append('All was tried.');
`;
