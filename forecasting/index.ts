export { forecastAll, type ForecastAnswer, type ForecastFailure } from './forecast-all.ts';
export { forecastInWorkers } from './in-workers.ts';
export {
  adjustLeads,
  findLeads,
  testLeads,
  type LeadOptions,
  type LeadTests,
  type MeasuredLag,
} from './leads.ts';
export { adjustedForMany } from './granger.ts';
export { poolLags, type PooledLag } from './pool-lags.ts';
export { MODELS } from './models/index.ts';
export {
  callStage,
  type StageFigures,
  type StageHistory,
  type StageInput,
  type StageVerdict,
} from './stage.ts';
export { describeTrend, type TrendFigures } from './trend.ts';
