import { leadingFactors, dot, unit, type Matrix } from './linear.ts';
import type { ThemeInput, ThemeMember } from './theme-types.ts';

const RANK = 20;
/** Weight of moving together against occurring together. */
const MOVEMENT_WEIGHT = 0.3;
const MOVEMENT_WEEKS = 52;
const MIN_WEEKS = 12;

/** Positive pointwise mutual information of each pair (Levy & Goldberg 2014), context distribution smoothed by 0.75. */
function togetherness(input: ThemeInput, indexOf: Map<string, number>): Matrix {
  const { members, pairs, totalDocuments } = input;
  const rows: Matrix = members.map(() => new Float64Array(members.length));
  const total = Math.max(1, totalDocuments);
  for (const { a, b, documents } of pairs) {
    const i = indexOf.get(a);
    const j = indexOf.get(b);
    if (i === undefined || j === undefined || i === j || documents <= 0) continue;
    const expected = (members[i]!.documents * members[j]!.documents) / total;
    if (expected <= 0) continue;
    // A discount for rare pairs (Pantel & Lin 2002), which PMI overrates.
    const least = Math.min(members[i]!.documents, members[j]!.documents);
    const discount = (documents / (documents + 1)) * (least / (least + 3));
    const value = Math.max(0, Math.log(documents / expected)) * discount;
    rows[i]![j] = value;
    rows[j]![i] = value;
  }
  const diagonal = rows.map((row) => row.reduce((most, value) => Math.max(most, value), 0));
  rows.forEach((row, index) => {
    row[index] = diagonal[index]!;
  });
  return rows;
}

/** Week-to-week changes of the smoothed log share, standardised; null when there is too little history. */
function movement(member: ThemeMember): Float64Array | null {
  const weekly = member.weekly.slice(-MOVEMENT_WEEKS);
  const known = weekly.filter((value) => value !== null);
  if (known.length < MIN_WEEKS) return null;
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  if (mean === 0) return null;
  const filled = weekly.map((value) => Math.log((value ?? mean) + mean * 0.2));
  const smooth = filled.map((_, week) => {
    const near = filled.slice(Math.max(0, week - 2), week + 3);
    return near.reduce((sum, value) => sum + value, 0) / near.length;
  });
  const centre = smooth.reduce((sum, value) => sum + value, 0) / smooth.length;
  const values = new Float64Array(MOVEMENT_WEEKS);
  smooth.forEach((value, week) => {
    values[MOVEMENT_WEEKS - smooth.length + week] = value - centre;
  });
  return dot(values, values) < 1e-9 ? null : unit(values);
}

/** Adds the correlation of movement where it is strong and the two also occur together at times. */
function addMovement(rows: Matrix, members: ThemeMember[]): void {
  const moves = members.map(movement);
  const scale = rows.reduce((most, row) => Math.max(most, ...row), 0) || 1;
  for (let i = 0; i < rows.length; i++) {
    for (let j = i + 1; j < rows.length; j++) {
      const a = moves[i];
      const b = moves[j];
      if (!a || !b || rows[i]![j] === 0) continue;
      const together = Math.max(0, dot(a, b)) * MOVEMENT_WEIGHT * scale * 0.5;
      rows[i]![j]! += together;
      rows[j]![i]! += together;
    }
  }
}

/**
 * Members as points of length 1: PPMI of occurring together, plus correlated movement, brought to low rank by its
 * leading eigenvectors (Levy & Goldberg 2014). A member that occurs with no other has no place: a zero vector.
 */
export function embedMembers(input: ThemeInput, random: () => number): Matrix {
  const indexOf = new Map(input.members.map((member, index) => [member.id, index]));
  const rows = togetherness(input, indexOf);
  addMovement(rows, input.members);
  return leadingFactors(rows, RANK, random).map(unit);
}
