import type { Read } from '../read.ts';
import { concept, concepts } from './concepts.ts';
import { forecasts, series } from './series.ts';
import { summary } from './summary.ts';
import { trends } from './trends.ts';

/** Every question the API answers. OpenAPI, the reference page and the tests are made from this list. */
export const READS = [summary, trends, series, forecasts, concepts, concept] as unknown as readonly Read[];
