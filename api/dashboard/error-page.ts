import type { Context } from 'hono';
import { html } from 'hono/html';
import type { ApiContext, ApiEnv } from '../context.ts';
import { loadAssets } from './assets.ts';
import { layout } from './layout.ts';
import { viewOf } from './view.ts';

/** A person who opens a page is told in words what went wrong; programs get the problem+json as it is. */
export async function asPage(context: ApiContext, c: Context<ApiEnv>, problem: Response): Promise<Response> {
  const person = c.req.method === 'GET' && c.req.header('accept')?.includes('text/html') === true;
  if (!person || c.req.path.startsWith('/api/')) return problem;
  const { detail, requestId } = (await problem.clone().json()) as { detail: string; requestId: string };
  const view = viewOf(c, context.demo);
  const assets = await loadAssets(context.log);
  const body = html`<section class="hero">
    <p class="eyebrow">${problem.status}</p>
    <h1>${view.t('problem')}</h1>
    <p class="lede">${detail}</p>
    <p class="hash">${requestId}</p>
  </section>`;
  const page = String(await layout(view, assets, { title: view.t('problem'), at: '', body }));
  const headers = new Headers(problem.headers);
  headers.set('content-type', 'text/html; charset=utf-8');
  return new Response(page, { status: problem.status, headers });
}
