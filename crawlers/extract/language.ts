const ENGLISH =
  'the and of to in is that for it with as was on are this be by at from have but not you they we i my so very a an or its just more size love';
const OTHERS: [string, string][] = [
  ['de', 'der die das und ist nicht ein eine mit für auf den von zu im sich auch dem'],
  ['fr', 'le la les des et est une un pour dans que qui sur avec du pas plus ce au'],
  ['es', 'el los las una y que para con por del se su como más es en al'],
  ['it', 'il lo gli della di che per con una sono non del nel anche più è'],
  ['pt', 'o os uma que para com não do da em mais dos por ao é'],
  ['nl', 'de het een van en dat niet zijn voor met op aan ook bij'],
];
/** Which of the languages above (English first, one bit each) have a small word. */
const LANGUAGES_OF = new Map<string, number>();
[ENGLISH, ...OTHERS.map(([, words]) => words)].forEach((words, at) => {
  for (const word of words.split(' ')) LANGUAGES_OF.set(word, (LANGUAGES_OF.get(word) ?? 0) | (1 << at));
});
const ACCENTED = OTHERS.map(([, words]) => new RegExp(`\\b(${words.replaceAll(' ', '|')})\\b`, 'gi'));

interface Scripts {
  han: number;
  kana: number;
  hangul: number;
  latin: number;
  cyrillic: number;
}

function countScripts(text: string): Scripts {
  const found = { han: 0, kana: 0, hangul: 0, latin: 0, cyrillic: 0 };
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x80) found.latin += isAsciiLetter(code) ? 1 : 0;
    else if (code >= 0xc0 && code <= 0x24f) found.latin += 1;
    else if (code >= 0x3400 && code <= 0x9fff) found.han += 1;
    else if (code >= 0x3040 && code <= 0x30ff) found.kana += 1;
    else if (code >= 0xac00 && code <= 0xd7af) found.hangul += 1;
    else if (code >= 0x400 && code <= 0x4ff) found.cyrillic += 1;
  }
  return found;
}

const countOf = (text: string, words: RegExp): number => text.match(words)?.length ?? 0;

interface WordCounts {
  /** Runs of Latin letters. */
  words: number;
  /** How often small words of English, and of the other languages in their order, stand in the text. */
  small: number[];
}

const LONGEST_SMALL = Math.max(...[...LANGUAGES_OF.keys()].map((word) => word.length));

/** One walk over the codes: the reading of every page comes by here. A word ends at an accent, as `\w` does. */
function countWords(text: string): WordCounts {
  const small = [ENGLISH, ...OTHERS].map(() => 0);
  let words = 0;
  let accented = false;
  let start = -1;
  let inLetters = false;
  for (let at = 0; at <= text.length; at++) {
    const code = at < text.length ? text.charCodeAt(at) : 0x20;
    const letter = isAsciiLetter(code);
    const accent = code >= 0xc0 && code <= 0x24f;
    accented ||= accent;
    if (letter || accent) {
      if (!inLetters) words += 1;
      inLetters = true;
    } else inLetters = false;
    if (letter || (code >= 0x30 && code <= 0x39) || code === 0x5f) {
      if (start < 0) start = at;
    } else if (start >= 0) {
      if (at - start <= LONGEST_SMALL) countSmallWord(small, text.slice(start, at));
      start = -1;
    }
  }
  // Words with an accent are looked for as they are; most texts have none.
  if (accented) ACCENTED.forEach((pattern, at) => (small[at + 1] = countOf(text, pattern)));
  return { words, small };
}

function countSmallWord(small: number[], word: string): void {
  const languages = LANGUAGES_OF.get(word) ?? LANGUAGES_OF.get(word.toLowerCase()) ?? 0;
  for (let at = 0; languages >>> at !== 0; at++) if ((languages >>> at) & 1) small[at]! += 1;
}

const isAsciiLetter = (code: number): boolean => (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;

/** ISO 639-1 of a text from its script and its small words, or null when it is too short to tell. */
export function detectLanguage(text: string): string | null {
  const sample = text.slice(0, 4_000);
  const { han, kana, hangul, latin, cyrillic } = countScripts(sample);
  if (kana > 3 && kana > 0.1 * (han + kana)) return 'ja';
  if (hangul > 3 && hangul > han) return 'ko';
  if (han > 0 && 3 * han >= latin) return 'zh';
  if (cyrillic > latin) return 'ru';
  if (latin < 12) return null;
  const { words, small } = countWords(sample);
  const [english, ...others] = small as [number, ...number[]];
  const most = Math.max(...others);
  if (most > english && most >= 3 && most / words > 0.06) return OTHERS[others.indexOf(most)]![0];
  return english >= 2 || words < 8 ? 'en' : english / words > 0.03 ? 'en' : null;
}
