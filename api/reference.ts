import { html } from 'hono/html';
import type { Logger } from '../core/log.ts';
import type { ApiApp } from './app.ts';
import { loadAssets } from './dashboard/assets.ts';

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema?: { type?: string; enum?: unknown[]; default?: unknown; description?: string };
}

interface Operation {
  operationId: string;
  summary: string;
  tags?: string[];
  parameters?: Parameter[];
}

type Paths = Record<string, Record<string, Operation>>;

/** `/openapi.json` and a reference page made from it that works without any other site. */
export function mountReference(app: ApiApp, log: Logger, document: () => object): void {
  let kept: string | undefined;
  app.get('/openapi.json', (c) => {
    kept ??= JSON.stringify(document());
    return c.body(kept, 200, { 'content-type': 'application/json', 'cache-control': 'no-cache' });
  });
  app.get('/reference', async (c) => {
    const assets = await loadAssets(log);
    return c.html(referencePage(assets.style, (document() as { paths: Paths }).paths));
  });
}

function referencePage(style: string, paths: Paths) {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>API reference · Hemline</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="${style}" />
      </head>
      <body>
        <header class="masthead">
          <a class="wordmark" href="/">Hemline</a>
          <nav aria-label="Pages"><a href="/openapi.json">openapi.json</a></nav>
        </header>
        <main id="main" class="reference">
          <h1>API reference</h1>
          <p>
            Answers are <code>{data, next?, insufficient, demo, notice, dataVersion}</code>; errors are
            problem+json with a <code>code</code>. Fill a form to see a real answer.
          </p>
          ${operations.map(({ path, method, operation }) => operationPart(path, method, operation))}
        </main>
      </body>
    </html>`;
}

function operationPart(path: string, method: string, operation: Operation) {
  const parameters = operation.parameters ?? [];
  return html`<section class="operation" id="${operation.operationId}">
    <h2><span class="method">${method.toUpperCase()}</span> <code>${path}</code></h2>
    <p>${operation.summary}</p>
    ${parameters.length > 0 ? parameterTable(parameters) : ''}
    ${method === 'get' && !path.includes('{') ? tryForm(path, parameters) : ''}
  </section>`;
}

function parameterTable(parameters: Parameter[]) {
  return html`<details>
    <summary>${parameters.length} parameters</summary>
    <div class="scroll" tabindex="0">
      <table>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Type</th>
            <th scope="col">Meaning</th>
          </tr>
        </thead>
        <tbody>
          ${parameters.map(
            (parameter) =>
              html`<tr>
                <th scope="row"><code>${parameter.name}</code>${parameter.required ? ' *' : ''}</th>
                <td>${typeWords(parameter)}</td>
                <td>${parameter.description ?? parameter.schema?.description ?? ''}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}

function typeWords({ schema }: Parameter): string {
  const words = schema?.enum === undefined ? (schema?.type ?? 'string') : schema.enum.join(' | ');
  return schema?.default === undefined ? words : `${words} (default ${JSON.stringify(schema.default)})`;
}

function tryForm(path: string, parameters: Parameter[]) {
  const asked = parameters.filter((parameter) => parameter.in === 'query' && parameter.name !== 'cursor');
  return html`<form class="filters" method="get" action="${path}" target="_blank">
    ${asked.map(
      (parameter) =>
        html`<label class="field"
          ><span>${parameter.name}</span>${
            parameter.schema?.enum === undefined
              ? html`<input name="${parameter.name}" ${parameter.required ? 'required' : ''} />`
              : html`<select name="${parameter.name}">
                  <option value=""></option>
                  ${parameter.schema.enum.map((value) => html`<option>${String(value)}</option>`)}
                </select>`
          }</label
        >`,
    )}<button class="button">Ask</button>
  </form>`;
}
