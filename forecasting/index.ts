export { forecastAll, type ForecastAnswer, type ForecastFailure } from './forecast-all.ts';
export { forecastInWorkers } from './in-workers.ts';
export { findLeads, type LeadOptions } from './leads.ts';
export { MODELS } from './models/index.ts';
export {
  callStage,
  type StageFigures,
  type StageHistory,
  type StageInput,
  type StageVerdict,
} from './stage.ts';
export { describeTrend, type TrendFigures } from './trend.ts';
