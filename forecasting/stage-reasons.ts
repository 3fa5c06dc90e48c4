import type { Stage, StageFlag } from '../core/words.ts';
import type { StageFigures, StageInput } from './stage.ts';

interface Told {
  stage: Stage;
  flags: readonly StageFlag[];
  figures: StageFigures;
  alternatives: readonly { stage: Stage; probability: number }[];
  input: StageInput;
}

/** The reasons of a stage call as English sentences with their numbers. */
export function stageReasons(told: Told): string[] {
  const { figures: f, input } = told;
  const out = [
    `level ${percent(f.now)} of documents now, ${percent(f.quarterAgo)} a quarter ago` +
      (input.values.length > 52 ? `, ${percent(f.yearAgo)} a year ago` : '') +
      ', adjusted for season and sampling noise',
    `highest level ${percent(f.highest)}, ${f.highestWeeksAgo} weeks ago; now at ${share(f.now, f.highest)} of it`,
  ];
  const growth = growthReason(f);
  if (growth) out.push(growth);
  out.push(seasonReason(told));
  if (told.flags.includes('flash')) out.push('flash: it rose and fell again within half a year');
  if (told.flags.includes('revival')) {
    out.push('revival: an earlier height fell to half or less, and it is rising again');
  }
  const ahead = input.forecast?.mean.at(-1);
  if (ahead !== undefined && Number.isFinite(ahead)) {
    out.push(`forecast ${percent(ahead)} in ${input.forecast?.mean.length} weeks`);
  }
  const second = told.alternatives[1];
  if (second) out.push(`next most likely: ${second.stage} (probability ${second.probability.toFixed(2)})`);
  return out;
}

function growthReason(f: StageFigures): string | null {
  if (f.growthAdjusted === null && f.growthRaw === null) return null;
  const adjusted = f.growthAdjusted === null ? 'unknown' : signed(f.growthAdjusted);
  const raw = f.growthRaw === null ? 'unknown' : signed(f.growthRaw);
  return `growth on the year: ${adjusted} adjusted for season, ${raw} as counted over 13 weeks`;
}

function seasonReason({ figures: f, flags, input }: Told): string {
  const years = Math.floor(input.values.length / Math.max(1, input.season));
  if (input.season < 8) return 'season not looked for';
  if (years < 2)
    return `season unknown: ${input.values.length} of ${2 * input.season} weeks needed to see one`;
  if (!flags.includes('seasonal')) {
    return `no season: the other years foretell ${Math.round(100 * Math.max(0, f.seasonAgreement))} % of a year's shape`;
  }
  const held = Math.round(100 * f.seasonAgreement);
  return `seasonal: the other years foretell ${held} % of a year's shape; its height is ${f.seasonSwing.toFixed(1)} times its low`;
}

function percent(value: number): string {
  return `${(100 * value).toFixed(value < 0.01 ? 2 : 1)} %`;
}

function share(part: number, whole: number): string {
  return whole > 0 ? `${Math.round((100 * part) / whole)} %` : '0 %';
}

function signed(value: number): string {
  return `${value >= 0 ? '+' : ''}${Math.round(100 * value)} %`;
}
