import type { Writable } from 'node:stream';
import type { PipelineSummary, Riser } from '../jobs/index.ts';

const percent = (share: number | null): string => (share === null ? '–' : `${(share * 100).toFixed(1)} %`);

/** The short summary at the end of a run: documents by sector, sources and their health, the strongest risers. */
export function printSummary(out: Writable, summary: PipelineSummary, demo: boolean): void {
  const lines = [
    '',
    ...(demo ? ['Everything below is made-up data from the demo web.', ''] : []),
    `${summary.documents} documents (${summary.duplicates} copies folded), ${summary.products} products, ${summary.observations} observations`,
    ...Object.entries(summary.documentsBySector).map(([sector, count]) => `  ${sector.padEnd(10)} ${count}`),
    '',
    'Sources',
    ...summary.sources.map(
      ({ health, id, documents, reason }) =>
        `  ${health.padEnd(9)} ${id.padEnd(30)} ${String(documents).padStart(6)} documents${health === 'ok' ? '' : `  ${reason}`}`,
    ),
    ...goingOn(summary),
    '',
    ...risers(summary.risers),
    `${summary.candidates} new terms wait in the inbox, ${summary.signals} signals.`,
    '',
  ];
  out.write(`${lines.join('\n')}\n`);
}

/** What a person can do about sources that stopped themselves. */
function goingOn({ sources }: PipelineSummary): string[] {
  if (!sources.some(({ health }) => health === 'paused')) return [];
  return ['A paused source goes on only when a person says so: hemline sources resume ID --by NAME'];
}

function risers(all: Riser[]): string[] {
  if (all.length === 0) return ['No risers yet: there is too little history to call one.', ''];
  return ['The strongest risers', ...all.map(riserLine), ''];
}

function riserLine(riser: Riser): string {
  const { forecast } = riser;
  const name = `${riser.labelEn} / ${riser.labelZh}`;
  const ahead =
    forecast === null
      ? 'no forecast'
      : `in ${forecast.horizon} weeks ${percent(forecast.end)} [80 %: ${percent(forecast.lower80)} to ${percent(forecast.upper80)}]`;
  return `  ${name.padEnd(36)} ${riser.stage.padEnd(9)} now ${percent(riser.magnitude)}, growth ${percent(riser.growth)}, ${ahead}`;
}
