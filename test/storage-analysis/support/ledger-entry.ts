import type { LedgerEntry } from '../../../storage/forecasts.ts';

/** A forecast of two weeks as the ledger takes it; what is of interest is changed. */
export function ledgerEntry(change: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    conceptId: 'fabric:linen',
    sector: 'all',
    market: 'all',
    madeAt: new Date('2026-02-02T06:00:00Z'),
    cutoffWeek: '2026-01-26',
    horizon: 2,
    model: 'naive',
    mean: [0.1, 1 / 3],
    lower80: [0.05, 0.2],
    upper80: [0.15, 0.4],
    lower95: [0, 0.1],
    upper95: [0.2, 0.5],
    backtest: { mase: 0.7, folds: 3, coverage: { 80: 0.8 } },
    stage: 'rising',
    stageProbability: 0.9,
    flags: ['seasonal'],
    reasons: ['because'],
    notes: [],
    inputHash: 'one',
    replayed: false,
    ...change,
  };
}
