import type { Handlers } from './handler.ts';
import { applyRetention } from './handlers/apply-retention.ts';
import { backcast } from './handlers/backcast.ts';
import { buildSeriesStage } from './handlers/build-series.ts';
import { clusterThemesStage } from './handlers/cluster-themes.ts';
import { crawlSourceStage } from './handlers/crawl-source.ts';
import { deliverSignals } from './handlers/deliver-signals.ts';
import { discoverTerms } from './handlers/discover-terms.ts';
import { foldDuplicatesStage } from './handlers/fold-duplicates.ts';
import { forecastSeries } from './handlers/forecast-series.ts';
import { importFileStage } from './handlers/import-file.ts';
import { raiseSignalsStage } from './handlers/raise-signals.ts';
import { readDocuments } from './handlers/read-documents.ts';
import { rereadHistory } from './handlers/reread-history.ts';
import { scoreForecastsStage } from './handlers/score-forecasts.ts';

export const HANDLERS: Handlers = {
  'crawl-source': crawlSourceStage,
  'import-file': importFileStage,
  'fold-duplicates': foldDuplicatesStage,
  'read-documents': readDocuments,
  'build-series': buildSeriesStage,
  'discover-terms': discoverTerms,
  'cluster-themes': clusterThemesStage,
  'forecast-series': forecastSeries,
  'raise-signals': raiseSignalsStage,
  'deliver-signals': deliverSignals,
  'score-forecasts': scoreForecastsStage,
  backcast,
  'apply-retention': applyRetention,
  'reread-history': rereadHistory,
};
