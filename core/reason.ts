/** A reason in words, said in both languages where it is made: whoever shows it only picks one. */
export interface Reason {
  en: string;
  zh: string;
}

/** Reasons as they come out of the database; a plain string (rows of an earlier version) stands for both languages. */
export function asReasons(stored: unknown): Reason[] {
  if (stored === null || stored === undefined) return [];
  if (!Array.isArray(stored)) return asReasons([stored]);
  return stored.map((item: unknown) => {
    if (typeof item !== 'object' || item === null) return { en: String(item), zh: String(item) };
    const { en, zh } = item as { en?: unknown; zh?: unknown };
    if (typeof en === 'string') return { en, zh: typeof zh === 'string' ? zh : en };
    const words = typeof zh === 'string' ? zh : JSON.stringify(item);
    return { en: words, zh: words };
  });
}
