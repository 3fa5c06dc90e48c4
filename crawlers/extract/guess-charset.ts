/** Undeclared bytes: each encoding is tried, and the text that looks most like its language wins. */

const COMMON_HANS = new Set(
  '的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日',
);
const COMMON_HANT = new Set(
  '的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日',
);
const COMMON_KO = new Set('이다는에의을가고하지한은를로기사서인리도자어나시스대일그해정전수아보부');
const SAMPLE_BYTES = 65_536;

type Score = (text: string) => number;

const share = (text: string, set: ReadonlySet<string>, range: RegExp): number => {
  const letters = text.match(range) ?? [];
  if (letters.length === 0) return 0;
  return letters.filter((letter) => set.has(letter)).length / letters.length;
};
const HAN = /[\u3400-\u9fff]/g;
const HANGUL = /[\uac00-\ud7af]/g;
const KANA = /[\u3040-\u30ff]/g;
const HALF_KANA = /[\uff61-\uff9f]/g;
const CYRILLIC_LOWER = /[а-яё]/g;

const count = (text: string, range: RegExp): number => text.match(range)?.length ?? 0;

function japanese(text: string): number {
  const wide = count(text, KANA) + count(text, HAN);
  return wide === 0 ? 0 : (count(text, KANA) - 2 * count(text, HALF_KANA)) / wide;
}

/** Cyrillic prose is mostly small letters, and its commonest ones are о е а и н т. */
function cyrillic(text: string): number {
  const high = count(text, /[\u0080-\uffff]/g);
  if (high === 0) return 0;
  const lower = count(text, CYRILLIC_LOWER) / high;
  return lower > 0.6 ? (0.4 * lower + 0.6 * Math.min(1, count(text, /[оеаинт]/g) / (0.4 * high))) * 0.8 : 0;
}

/** Hebrew letters that stand together: single ones between Latin letters are another encoding's accents. */
const grouped = (text: string): number =>
  (text.match(/[\u05d0-\u05ea]{2,}/g) ?? []).reduce((sum, run) => sum + run.length, 0);

const CENTRAL = new Set('ěščřžýáíéúůťďňąćęłńóśźżőűöüäôľĺŕ');

/** Polish, Czech, Slovak and Hungarian letters inside words of Latin ones. */
function centralEuropean(text: string): number {
  const letters = text.match(/[\u0080-\uffff]/g) ?? [];
  const good = letters.filter((letter) => CENTRAL.has(letter.toLowerCase())).length;
  const inside = count(text, /[a-z][\u0080-\uffff]|[\u0080-\uffff][a-z]/gi);
  const telling = count(text, /[ěščřžůąęłńśźżőű]/gi);
  return inside >= 0.7 * letters.length && telling >= 0.2 * letters.length
    ? (0.7 * good) / letters.length
    : 0;
}

const CANDIDATES: [string, Score][] = [
  ['gb18030', (text) => 2.2 * share(text, COMMON_HANS, HAN)],
  ['big5', (text) => 2.2 * share(text, COMMON_HANT, HAN)],
  ['euc-jp', japanese],
  ['shift_jis', japanese],
  ['iso-2022-jp', (text) => (count(text, KANA) > 0 ? 1 : 0)],
  ['euc-kr', (text) => 2.2 * share(text, COMMON_KO, HANGUL)],
  ['windows-1251', cyrillic],
  ['koi8-r', cyrillic],
  ['iso-8859-5', cyrillic],
  ['ibm866', cyrillic],
  ['windows-1250', centralEuropean],
  ['iso-8859-2', centralEuropean],
  [
    'windows-1253',
    (text) =>
      share(text, new Set('αοιετνσηρκπ'), /[\u0370-\u03ff]/g) *
      (count(text, /[α-ω]/g) > 0.6 * count(text, /[\u0080-\uffff]/g) ? 1 : 0),
  ],
  ['windows-1255', (text) => (grouped(text) > 0.7 * count(text, /[\u0080-\uffff]/g) ? 0.9 : 0)],
  [
    'windows-1256',
    (text) =>
      share(text, new Set('اليمونتر'), /[\u0600-\u06ff]/g) > 0.45 &&
      count(text, /[\u0600-\u06ff]/g) > 0.7 * count(text, /[\u0080-\uffff]/g)
        ? 0.8
        : 0,
  ],
];

/** The likeliest legacy encoding of bytes that are not UTF-8, or null when none stands out. */
export function guessCharset(bytes: Uint8Array): string | null {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  let best: { name: string; score: number } | null = null;
  for (const [name, score] of CANDIDATES) {
    const text = new TextDecoder(name).decode(sample);
    const broken = count(text, /\uFFFD/g);
    const high = count(text, /[\u0080-\uffff]/g);
    if (high === 0 || broken > 0.02 * high + 1) continue;
    const points = score(text) - (20 * broken) / Math.max(high, 20);
    if (points > 0.3 && (!best || points > best.score)) best = { name, score: points };
  }
  return best?.name ?? null;
}
