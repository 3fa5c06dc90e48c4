import { calendarMonth, facetsOf, formTrap, MAX_URL_LENGTH, shapeOf, type UrlShape } from './trap-shapes.ts';

/** Events are announced about a year ahead; a calendar that goes on after that goes on for ever. */
const MONTHS_AHEAD = 13;
/** Selections and orders of one list that are worth a visit; the plain list shows the same things. */
const MOST_FACETS = 24;
/** Different sets of keys on one path: a list has a few, an explosion of filters has all combinations. */
const MOST_KEY_SETS = 16;
/** So many pages in a row of one making that brought nothing new close that making for the run. */
const EMPTY_IN_A_ROW: Record<TrapKind, number> = {
  'trap-calendar': 12,
  'trap-paging': 3,
  'trap-session': 5,
  'trap-parameters': 8,
  'trap-same-content': 10,
};

type TrapKind = 'trap-calendar' | 'trap-paging' | 'trap-session' | 'trap-parameters' | 'trap-same-content';

/**
 * Bounds the endless parts of a site within one run: by what an address is (length, repeated path, far months, piles of
 * parameters) before it is asked for, and by what its like brought. What brings new things is never closed by the latter.
 */
export class TrapGuard {
  readonly #lastMonth: number;
  readonly #facets = new Map<string, Set<string>>();
  readonly #keySets = new Map<string, Set<string>>();
  readonly #barren = new Map<string, number>();
  readonly #closed = new Map<string, TrapKind>();

  constructor(now: Date) {
    this.#lastMonth = now.getUTCFullYear() * 12 + now.getUTCMonth() + MONTHS_AHEAD;
  }

  /** Why a newly found address is not worth asking for, or null. Addresses that differ in order only count once. */
  judge(url: string): string | null {
    if (url.length > MAX_URL_LENGTH) return 'trap-long-url';
    const shape = shapeOf(url);
    return formTrap(url, shape) ?? this.#farMonth(shape) ?? this.#closedOr(shape) ?? this.#facetTrap(shape);
  }

  /** Why an address that waits already is not worth asking for any more, or null. */
  closed(url: string): string | null {
    return this.#closed.size === 0 || url.length > MAX_URL_LENGTH ? null : this.#closedOr(shapeOf(url));
  }

  /** Tells what a page brought: something new, nothing new, or (null) nothing that could be judged. */
  learn(url: string, broughtNew: boolean | null): void {
    if (broughtNew === null || url.length > MAX_URL_LENGTH) return;
    const shape = shapeOf(url);
    if (broughtNew) {
      this.#barren.delete(shape.template);
      return;
    }
    const inARow = (this.#barren.get(shape.template) ?? 0) + 1;
    this.#barren.set(shape.template, inARow);
    const kind = kindOf(shape);
    if (inARow >= EMPTY_IN_A_ROW[kind]) this.#closed.set(shape.template, kind);
  }

  #closedOr(shape: UrlShape): string | null {
    return this.#closed.get(shape.template) ?? null;
  }

  #farMonth(shape: UrlShape): string | null {
    const found = calendarMonth(shape);
    return found && found.year * 12 + found.month - 1 > this.#lastMonth ? 'trap-calendar' : null;
  }

  #facetTrap(shape: UrlShape): string | null {
    if (shape.pairs.length === 0) return null;
    const { rest, facets, keys } = facetsOf(shape);
    const path = rest.slice(0, rest.indexOf('?'));
    const full =
      overfull(this.#keySets, path, keys, MOST_KEY_SETS) ||
      (facets !== '' && overfull(this.#facets, rest, facets, MOST_FACETS));
    return full ? 'trap-parameters' : null;
  }
}

/** Remembers a value under a key; true when the key has its fill and the value is not among it. */
function overfull(sets: Map<string, Set<string>>, key: string, value: string, most: number): boolean {
  const set = sets.get(key) ?? new Set();
  sets.set(key, set);
  if (set.has(value)) return false;
  if (set.size >= most) return true;
  set.add(value);
  return false;
}

function kindOf(shape: UrlShape): TrapKind {
  if (calendarMonth(shape)) return 'trap-calendar';
  if (shape.paged) return 'trap-paging';
  if (shape.hasToken) return 'trap-session';
  return shape.pairs.length > 0 ? 'trap-parameters' : 'trap-same-content';
}
