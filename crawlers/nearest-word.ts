/** Levenshtein distance (Wagner and Fischer 1974), two rows. */
function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(swap, previous[j]! + 1, row[j - 1]! + 1));
    }
    previous = row;
  }
  return previous[b.length]!;
}

/** `retention` is meant to be `retention_days`, however far apart they are letter by letter. */
const startsAlike = (a: string, b: string): boolean =>
  Math.min(a.length, b.length) >= 3 && (a.startsWith(b) || b.startsWith(a));

/** The known word a mistyped one was likely meant to be, or null when none is near. */
export function nearestWord(word: string, known: readonly string[]): string | null {
  const short = word.slice(0, 60);
  const ranked = known
    .map((candidate) => ({ candidate, far: startsAlike(short, candidate) ? 1 : distance(short, candidate) }))
    .sort((a, b) => a.far - b.far);
  const best = ranked[0];
  return best && best.far <= Math.max(2, Math.floor(best.candidate.length / 3)) ? best.candidate : null;
}
