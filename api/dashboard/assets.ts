import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type OutputFile } from 'esbuild';
import type { Logger } from '../../core/log.ts';
import { sha256Hex } from '../../core/hash.ts';
import type { ApiApp } from '../app.ts';
import { codingFor, pack, type Coding } from '../content-coding.ts';

/** Addresses of what pages load; each holds its content's hash, so that it may be kept for ever. */
export interface Assets {
  script: string;
  charts: string;
  style: string;
}

interface File {
  type: string;
  plain: Buffer;
  packed: Map<Coding, Buffer>;
}

const CLIENT = join(import.meta.dirname, 'client');
const STYLES = ['base', 'masthead', 'cards', 'figures', 'tables', 'drawer'];

/** Bundles the client once per process; the same for all apps in it. */
let bundled: Promise<{ assets: Assets; files: Map<string, File> }> | undefined;

export function loadAssets(log: Logger): Promise<Assets> {
  bundled ??= bundle().catch((thrown: unknown) => {
    bundled = undefined;
    log.error({ err: thrown }, 'the dashboard could not be bundled');
    throw thrown;
  });
  return bundled.then(({ assets }) => assets);
}

async function bundle() {
  const result = await build({
    entryPoints: { main: join(CLIENT, 'main.ts'), charts: join(CLIENT, 'charts.ts') },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    outdir: '/assets',
    legalComments: 'none',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const style = STYLES.map((name) =>
    readFileSync(join(import.meta.dirname, 'style', `${name}.css`), 'utf8'),
  ).join('\n');
  const files = new Map<string, File>();
  const put = (name: string, extension: string, type: string, content: string): string => {
    const path = `/assets/${name}-${sha256Hex(content).slice(0, 12)}.${extension}`;
    const plain = Buffer.from(content, 'utf8');
    files.set(path, { type, plain, packed: new Map() });
    return path;
  };
  const script = (name: string) =>
    put(name, 'js', 'text/javascript; charset=utf-8', outputOf(result.outputFiles, `${name}.js`).text);
  const assets = {
    script: script('main'),
    charts: script('charts'),
    style: put('style', 'css', 'text/css; charset=utf-8', style),
  };
  return { assets, files };
}

function outputOf(files: OutputFile[], name: string): OutputFile {
  const found = files.find((file) => file.path.endsWith(name));
  if (found === undefined) throw new Error(`esbuild made no ${name}`);
  return found;
}

export function mountAssets(app: ApiApp, log: Logger): void {
  app.get('/assets/:file', async (c) => {
    await loadAssets(log);
    const file = (await bundled)?.files.get(c.req.path);
    if (file === undefined) return c.notFound();
    const coding = codingFor(c.req.header('accept-encoding'), file.plain.length);
    const headers: Record<string, string> = {
      'content-type': file.type,
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
    };
    if (coding !== null) {
      headers['content-encoding'] = coding;
      if (!file.packed.has(coding)) file.packed.set(coding, pack(file.plain, coding, 'kept'));
    }
    const sent = coding === null ? file.plain : file.packed.get(coding);
    return new Response(sent as Uint8Array<ArrayBuffer>, { headers });
  });
}
