import { bodyLimit } from 'hono/body-limit';
import { setCookie } from 'hono/cookie';
import { html } from 'hono/html';
import { AppError } from '../core/errors.ts';
import type { ApiApp } from './app.ts';
import type { ApiContext } from './context.ts';
import { loadAssets } from './dashboard/assets.ts';
import { viewOf } from './dashboard/view.ts';
import { checkKey, KEY_COOKIE } from './keys.ts';

const SIGNED_IN_SECONDS = 12 * 3600;

/** Where keys are needed a browser gives its key once; it is kept in a cookie that no script can read. */
export function mountSignIn(app: ApiApp, context: ApiContext): void {
  app.get('/sign-in', async (c) =>
    c.html(signInPage(await loadAssets(context.log), viewOf(c, context.demo).language)),
  );
  app.post('/sign-in', bodyLimit({ maxSize: 4096 }), async (c) => {
    const { key } = await c.req.parseBody();
    if (typeof key !== 'string') throw new AppError('BAD_INPUT', 'key: is missing.');
    await checkKey(context, key.trim(), 'read');
    setCookie(c, KEY_COOKIE, key.trim(), {
      httpOnly: true,
      sameSite: 'Strict',
      secure: new URL(c.req.url).protocol === 'https:',
      path: '/',
      maxAge: SIGNED_IN_SECONDS,
    });
    return c.redirect('/', 303);
  });
}

function signInPage(assets: { style: string }, language: 'zh' | 'en') {
  const [title, label, button] = language === 'zh' ? ['登录', '密钥', '进入'] : ['Sign in', 'Key', 'Enter'];
  return html`<!doctype html>
    <html lang="${language === 'zh' ? 'zh-Hans' : 'en'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Hemline</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="${assets.style}" />
      </head>
      <body>
        <main>
          <section class="hero"><h1>${title}</h1></section>
          <form class="filters" method="post" action="/sign-in">
            <label class="field field-search"
              ><span>${label}</span
              ><input type="password" name="key" required autocomplete="current-password" maxlength="200"
            /></label>
            <button class="button">${button}</button>
          </form>
        </main>
      </body>
    </html>`;
}
