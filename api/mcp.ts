import { z } from 'zod';
import { toAppError } from '../core/errors.ts';
import { ASK_TABLE } from './routes/recommender.ts';
import { READS } from './routes/table.ts';
import { API_BASE } from './openapi.ts';

/** Sends a request to the API: one in this process, or a service elsewhere. */
export type Send = (path: string, init: RequestInit) => Promise<Response>;

/** Newest first; an older client gets the one it asks for. */
const VERSIONS = ['2025-06-18', '2025-03-26', '2024-11-05'];
const [PARSE_ERROR, INVALID_REQUEST, NO_METHOD, BAD_PARAMS] = [-32_700, -32_600, -32_601, -32_602];
/** Answers are read by a model: more than this is cut, and said to be. */
const MOST_CHARACTERS = 60_000;

interface Tool {
  name: string;
  description: string;
  inputSchema: unknown;
  request(given: Record<string, unknown>): { path: string; init: RequestInit };
}

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const schemaOf = (shape: z.ZodType): unknown =>
  z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' });

/** Every question of the API is a tool: one for each read, one for each question with a body. */
const TOOLS: readonly Tool[] = [
  ...READS.map(({ name, path, summary, params, query }) => ({
    name: snake(name),
    description: summary,
    inputSchema: schemaOf(z.strictObject({ ...params.shape, ...query.shape })),
    request: (given: Record<string, unknown>) => ({
      path: API_BASE + address(path, given),
      init: { method: 'GET' },
    }),
  })),
  ...Object.values(ASK_TABLE).map(({ name, path, summary, body }) => ({
    name: snake(name),
    description: summary,
    inputSchema: schemaOf(body),
    request: (given: Record<string, unknown>) => ({
      path: API_BASE + path,
      init: {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(given),
      },
    }),
  })),
];

function address(path: string, given: Record<string, unknown>): string {
  const rest = new Map(Object.entries(given).filter(([, value]) => value !== undefined && value !== null));
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = written(rest.get(name));
    rest.delete(name);
    return encodeURIComponent(value);
  });
  const search = new URLSearchParams([...rest].map(([name, value]) => [name, written(value)]));
  return search.size === 0 ? filled : `${filled}?${search.toString()}`;
}

const written = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '');

interface Message {
  jsonrpc?: unknown;
  id?: string | number | null;
  method?: unknown;
  params?: Record<string, unknown>;
}

/**
 * Model Context Protocol, the part a server with tools needs (specification 2025-06-18: initialize, ping, tools/list,
 * tools/call over JSON-RPC 2.0). Takes one line, answers one or null where none is due.
 */
export async function answerMcp(line: string, send: Send): Promise<string | null> {
  let message: Message;
  try {
    message = JSON.parse(line) as Message;
  } catch {
    return failure(null, PARSE_ERROR, 'The line is not JSON.');
  }
  if (typeof message !== 'object' || message === null || Array.isArray(message))
    return failure(null, INVALID_REQUEST, 'Send one JSON-RPC request a line.');
  const { id, method, params = {} } = message;
  // What has no id is a notification: nobody waits for an answer.
  if (id === undefined) return null;
  if (typeof method !== 'string') return failure(id, INVALID_REQUEST, 'The request names no method.');
  switch (method) {
    case 'initialize':
      return success(id, hello(params['protocolVersion']));
    case 'ping':
      return success(id, {});
    case 'tools/list':
      return success(id, {
        tools: TOOLS.map(({ name, description, inputSchema }) => ({ name, description, inputSchema })),
      });
    case 'tools/call':
      return callTool(id, params, send);
    default:
      return failure(id, NO_METHOD, `There is no method ${method.slice(0, 80)} here.`);
  }
}

function hello(asked: unknown): object {
  return {
    protocolVersion: VERSIONS.find((version) => version === asked) ?? VERSIONS[0],
    capabilities: { tools: {} },
    serverInfo: { name: 'hemline', version: '1' },
    instructions:
      'Fashion trends with their evidence, counted from crawled texts in Chinese and English. Where demo is true all is made up: say so.',
  };
}

async function callTool(
  id: string | number | null,
  params: Record<string, unknown>,
  send: Send,
): Promise<string> {
  const tool = TOOLS.find(({ name }) => name === params['name']);
  if (tool === undefined) return failure(id, BAD_PARAMS, 'There is no such tool: ask tools/list.');
  const given = params['arguments'] ?? {};
  if (typeof given !== 'object' || Array.isArray(given))
    return failure(id, BAD_PARAMS, 'arguments: must be an object.');
  try {
    const { path, init } = tool.request(given as Record<string, unknown>);
    const answer = await send(path, init);
    return success(id, { content: [{ type: 'text', text: cut(await answer.text()) }], isError: !answer.ok });
  } catch (thrown) {
    return success(id, { content: [{ type: 'text', text: toAppError(thrown).message }], isError: true });
  }
}

function cut(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text;
  return `${text.slice(0, MOST_CHARACTERS)}\n[cut: ${text.length - MOST_CHARACTERS} characters more; ask for less with limit]`;
}

const success = (id: string | number | null, result: object): string =>
  JSON.stringify({ jsonrpc: '2.0', id, result });

const failure = (id: string | number | null, code: number, message: string): string =>
  JSON.stringify({ jsonrpc: '2.0', id, error: { code, message } });
