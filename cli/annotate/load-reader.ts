import { createReader, createSegmenter, loadTaxonomy, type Reader } from '../../nlp/index.ts';

/** What a reader is made from; plain data, so that a thread can be given it. */
export interface ReaderSetup {
  taxonomyDir: string | undefined;
  segmenter: 'auto' | 'nodejieba' | 'intl';
  sentimentModel: string | undefined;
}

/** A reader over the shipped taxonomy and the user's, and the sentence about a weaker segmenter if one serves. */
export function loadReader(setup: ReaderSetup): { reader: Reader; degraded: string | null } {
  const taxonomy = loadTaxonomy({ folders: setup.taxonomyDir === undefined ? [] : [setup.taxonomyDir] });
  const segmenter = createSegmenter(taxonomy, setup.segmenter);
  const reader = createReader({ taxonomy, segmenter, sentimentModel: setup.sentimentModel });
  return { reader, degraded: segmenter.degraded };
}
