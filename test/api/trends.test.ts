import { describe, expect, test } from 'vitest';
import { useApi } from './use-api.ts';

const api = useApi();

describe('trends', () => {
  test('the strongest riser comes first and carries its forecast', async () => {
    const answer = await api().json('/api/v1/trends?stage=edge,emerging,rising&sparkline=52');
    expect(answer.status).toBe(200);
    expect(answer.get('demo')).toBe(true);
    expect(answer.get('data.0.conceptId')).toBe('garment:barrel-leg-jeans');
    expect(answer.get('data.0.sparkline')).toHaveLength(52);
    expect(answer.get('data.0.outlook.low80')).toBeLessThan(Number(answer.get('data.0.outlook.high80')));
    expect(answer.rows().every((row) => ['edge', 'emerging', 'rising'].includes(String(row['stage'])))).toBe(
      true,
    );
  });
});
