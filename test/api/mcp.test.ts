import { describe, expect, it } from 'vitest';
import { answerMcp } from '../../api/index.ts';
import { useApi } from './use-api.ts';

const api = useApi();
const send = async (message: unknown): Promise<Record<string, unknown> | null> => {
  const line = typeof message === 'string' ? message : JSON.stringify(message);
  const answer = await answerMcp(line, async (path, init) => api().app.request(path, init));
  return answer === null ? null : (JSON.parse(answer) as Record<string, unknown>);
};
const call = async (name: string, given: unknown) => {
  const answer = await send({
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: { name, arguments: given },
  });
  return answer?.['result'] as { content: { text: string }[]; isError: boolean };
};

describe('the tools of the Model Context Protocol', () => {
  it('begin with a handshake in the version asked for, or ours', async () => {
    const hello = (protocolVersion: string) =>
      send({ jsonrpc: '2.0', id: 0, method: 'initialize', params: { protocolVersion } });
    expect(await hello('2024-11-05')).toMatchObject({ result: { protocolVersion: '2024-11-05' } });
    expect(await hello('1999-01-01')).toMatchObject({
      result: { protocolVersion: '2025-06-18', capabilities: { tools: {} } },
    });
    expect(await send({ jsonrpc: '2.0', method: 'notifications/initialized' })).toBeNull();
    expect(await send({ jsonrpc: '2.0', id: 'p', method: 'ping' })).toEqual({
      jsonrpc: '2.0',
      id: 'p',
      result: {},
    });
  });

  it('are listed with their parameters', async () => {
    const answer = await send({ jsonrpc: '2.0', id: 2, method: 'tools/list' });
    const { tools } = (answer ?? {})['result'] as {
      tools: { name: string; inputSchema: { type: string; properties: object; required?: string[] } }[];
    };
    for (const { name, inputSchema } of tools) {
      expect(name).toMatch(/^[a-z_]+$/);
      expect(inputSchema.type).toBe('object');
    }
    const trends = tools.find(({ name }) => name === 'trends');
    expect(Object.keys(trends?.inputSchema.properties ?? {})).toContain('facet');
    expect(trends?.inputSchema.required ?? []).toEqual([]);
    expect(tools.find(({ name }) => name === 'concept')?.inputSchema.required).toEqual(['id']);
  });

  it('answer as the API does', async () => {
    const { content, isError } = await call('concept', { id: 'color:butter-yellow' });
    expect(isError).toBe(false);
    expect(JSON.parse(content[0]?.text ?? '')).toMatchObject({
      demo: true,
      data: { labelZh: '黄油黄' },
    });
    expect(await call('trends', { facet: 'color', limit: 1 })).toMatchObject({ isError: false });
  });

  it('say what is wrong without ending', async () => {
    expect(await call('concept', { id: 'color:none' })).toMatchObject({ isError: true });
    expect(await call('trends', { colour: 'red' })).toMatchObject({ isError: true });
    expect(await call('concept', { id: '../../healthz' })).toMatchObject({ isError: true });
    const unknown = { jsonrpc: '2.0', id: 3, method: 'tools/call', params: { name: 'drop_tables' } };
    expect(await send(unknown)).toMatchObject({ error: { code: -32_602 } });
    expect(await send({ jsonrpc: '2.0', id: 4, method: 'resources/list' })).toMatchObject({
      error: { code: -32_601 },
    });
    expect(await send('{')).toMatchObject({ id: null, error: { code: -32_700 } });
    expect(await send([])).toMatchObject({ error: { code: -32_600 } });
    expect(await send('null')).toMatchObject({ error: { code: -32_600 } });
  });
});
