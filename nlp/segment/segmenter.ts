/** Cuts text into words. The parts joined give the text back, so offsets are their running lengths. */
export interface Segmenter {
  readonly name: 'nodejieba' | 'intl';
  /** A sentence for people when a weaker segmenter serves than the one wished for, else null. */
  readonly degraded: string | null;
  cut(text: string): string[];
}
