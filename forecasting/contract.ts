/** What every forecasting model promises. Models are pure: same values, same answer. */
export interface FittedModel {
  /** Point forecasts for 1..horizon steps after the last value. */
  forecast(horizon: number): number[];
  /** One-step errors within the sample (actual − fitted), on the scale of the values. */
  residuals: number[];
}

export interface FitOptions {
  /** How far ahead the fit will be asked for: some models fit to it. */
  horizon: number;
  /** Signals that run along with the values, as long as they are: nothing after the cut-off. */
  covariates?: readonly { name: string; values: readonly number[] }[];
}

export interface ForecastModel {
  name: string;
  /** Fewest values the model can be fitted to, for a season of that many points. */
  minPoints(season: number): number;
  /** Says nothing of its own without a covariate: left out of the fits of series that have none. */
  needsCovariates?: boolean;
  /** `values` are finite, without gaps, scaled to a mean absolute size of about 1. */
  fit(values: readonly number[], season: number, options: FitOptions): FittedModel;
}
