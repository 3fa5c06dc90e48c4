import type { Facet } from '../../core/words.ts';
import type { Theme, ThemeInput, ThemeMember } from './theme-types.ts';

const NAMED = 3;
const PALETTE = 6;
/** Which facet says most about a theme. */
const TELLING: Record<Facet, number> = {
  style: 1.6,
  garment: 1.2,
  silhouette: 1.1,
  pattern: 1.1,
  fabric: 1,
  detail: 1,
  occasion: 0.9,
  color: 0.8,
  brand: 0.7,
};

export interface WeighedMember {
  member: ThemeMember;
  /** 0 to 1. */
  weight: number;
}

/** What part of a member's company is of the theme, 0 to 1: low for words that go with everything. */
function distinctness(members: WeighedMember[], pairs: ThemeInput['pairs']): Map<string, number> {
  const own = new Set(members.map(({ member }) => member.id));
  const inside = new Map<string, number>();
  const all = new Map<string, number>();
  const add = (to: Map<string, number>, id: string, documents: number): void => {
    to.set(id, (to.get(id) ?? 0) + documents);
  };
  for (const { a, b, documents } of pairs) {
    for (const id of [a, b]) {
      if (!own.has(id)) continue;
      add(all, id, documents);
      if (own.has(a) && own.has(b)) add(inside, id, documents);
    }
  }
  return new Map([...all].map(([id, documents]) => [id, (inside.get(id) ?? 0) / Math.max(1, documents)]));
}

/**
 * Members that are central and distinctive, the telling facets first, of different facets where there are such, no two
 * with one label: "quiet luxury · cashmere · camel".
 */
export function nameTheme(
  members: WeighedMember[],
  { pairs }: Pick<ThemeInput, 'pairs'>,
): { nameZh: string; nameEn: string } {
  const distinct = distinctness(members, pairs);
  const merit = ({ member, weight }: WeighedMember): number =>
    weight * TELLING[member.facet] * Math.sqrt(distinct.get(member.id) ?? 0);
  const ranked = members
    .toSorted((a, b) => merit(b) - merit(a) || (a.member.id < b.member.id ? -1 : 1))
    .map(({ member }) => member);
  const chosen: ThemeMember[] = [];
  for (const perFacet of [1, 2]) {
    for (const member of ranked) {
      const taken = chosen.filter((one) => one.facet === member.facet).length;
      const said = chosen.some((one) => one.labelEn === member.labelEn || one.labelZh === member.labelZh);
      if (chosen.length < NAMED && taken < perFacet && !said) chosen.push(member);
    }
  }
  return {
    nameZh: chosen.map((member) => member.labelZh).join(' · '),
    nameEn: chosen.map((member) => member.labelEn).join(' · '),
  };
}

const MIN_LIFT = 1.3;

/** Colours of the theme, and those said with its members more often than chance; weights by documents, sum 1. */
export function paletteOf(members: WeighedMember[], input: ThemeInput): Theme['palette'] {
  const own = new Set(members.map(({ member }) => member.id));
  const byId = new Map(input.members.map((member) => [member.id, member]));
  const weights = new Map<string, number>();
  const add = (color: ThemeMember, amount: number): void => {
    weights.set(color.id, (weights.get(color.id) ?? 0) + amount);
  };
  for (const { a, b, documents } of input.pairs) {
    for (const [color, other] of [
      [byId.get(a), byId.get(b)],
      [byId.get(b), byId.get(a)],
    ]) {
      if (!color || !other || color.hex === null || other.hex !== null || !own.has(other.id)) continue;
      const chance = (color.documents * other.documents) / Math.max(1, input.totalDocuments);
      if (own.has(color.id) || documents > MIN_LIFT * chance) add(color, documents);
    }
  }
  for (const { member } of members) {
    if (member.hex !== null && !weights.has(member.id)) add(member, Math.max(1, member.documents * 0.1));
  }
  const top = [...weights].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, PALETTE);
  const total = top.reduce((sum, [, weight]) => sum + weight, 0);
  return top.map(([concept, weight]) => ({
    hex: byId.get(concept)?.hex ?? '',
    concept,
    weight: weight / total,
  }));
}

/** Ruzicka similarity: the weighted Jaccard index of two member lists. */
export function likeness(a: { id: string; weight: number }[], b: { id: string; weight: number }[]): number {
  const right = new Map(b.map(({ id, weight }) => [id, weight]));
  let shared = 0;
  let all = 0;
  for (const { id, weight } of a) {
    const other = right.get(id) ?? 0;
    shared += Math.min(weight, other);
    all += Math.max(weight, other);
    right.delete(id);
  }
  for (const weight of right.values()) all += weight;
  return all === 0 ? 0 : shared / all;
}

const SAME_THEME = 0.2;

/** Which theme of the week before each theme continues: best matches first, each taken once. */
export function matchPrevious(
  themes: Pick<Theme, 'members'>[],
  previous: ThemeInput['previous'],
): (string | null)[] {
  const matches = themes
    .flatMap((theme, index) =>
      previous.map((old) => ({ index, id: old.id, alike: likeness(theme.members, old.members) })),
    )
    .filter((match) => match.alike >= SAME_THEME)
    .sort((a, b) => b.alike - a.alike || a.index - b.index || (a.id < b.id ? -1 : 1));
  const chosen: (string | null)[] = themes.map(() => null);
  const taken = new Set<string>();
  for (const { index, id } of matches) {
    if (chosen[index] !== null || taken.has(id)) continue;
    chosen[index] = id;
    taken.add(id);
  }
  return chosen;
}
