import type { Clock } from '../core/clock.ts';
import { toAppError } from '../core/errors.ts';
import type { Logger } from '../core/log.ts';
import type { Concept } from '../core/reading.ts';
import { loadTaxonomy, type Taxonomy } from '../nlp/index.ts';
import { mergedTerms } from '../storage/candidates.ts';
import type { Sql } from '../storage/sql.ts';
import { discoveredConcepts, syncTaxonomy, type ConceptOrigin } from '../storage/taxonomy.ts';

export interface KeptTaxonomy {
  taxonomy: Taxonomy;
  /** Its stored version: what readings are filed under. */
  version: number;
}

export interface TaxonomyKeeper {
  /** Compiled once; again only when a candidate was accepted or merged since. */
  current(): Promise<KeptTaxonomy>;
}

export function createTaxonomyKeeper(options: {
  sql: Sql;
  clock: Clock;
  log: Logger;
  folders: string[];
}): TaxonomyKeeper {
  const { sql, clock, log, folders } = options;
  let kept: { signature: string; value: KeptTaxonomy } | undefined;
  return {
    current: async () => {
      const accepted = [...(await discoveredConcepts(sql)), ...(await mergedTerms(sql))];
      const signature = JSON.stringify(accepted);
      if (kept?.signature === signature) return kept.value;
      const taxonomy = loadAccepting(folders, accepted, log);
      const version = await syncTaxonomy(sql, taxonomy, originsOf(taxonomy), clock);
      kept = { signature, value: { taxonomy, version } };
      return kept.value;
    },
  };
}

/** An accepted term that the checks refuse is left out and named: it must not stop all reading. */
function loadAccepting(folders: string[], accepted: Concept[], log: Logger): Taxonomy {
  try {
    return loadTaxonomy({ folders, concepts: accepted });
  } catch (thrown) {
    if (accepted.length === 0) throw thrown;
    log.warn({ reason: toAppError(thrown).message }, 'accepted candidates do not fit the taxonomy');
  }
  const fitting: Concept[] = [];
  for (const concept of accepted) {
    try {
      loadTaxonomy({ folders, concepts: [...fitting, concept] });
      fitting.push(concept);
    } catch (thrown) {
      log.error({ concept: concept.id, reason: toAppError(thrown).message }, 'accepted candidate left out');
    }
  }
  return loadTaxonomy({ folders, concepts: fitting });
}

function originsOf(taxonomy: Taxonomy): (id: string) => ConceptOrigin {
  const files = new Map(taxonomy.entries.map((entry) => [entry.concept.id, entry.file]));
  return (id) => {
    const file = files.get(id) ?? '';
    if (file === 'accepted') return 'discovered';
    return file.includes('/') ? 'user' : 'shipped';
  };
}
