export { createApi, type ApiApp } from './app.ts';
export type { ApiOptions, Enqueue } from './context.ts';
export { createApiKey, SCOPES, type NewApiKey, type Scope } from './keys.ts';
export { answerMcp, type Send } from './mcp.ts';
export { serveApi, type ServedApi } from './serve.ts';
