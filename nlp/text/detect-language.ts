import type { Language } from '../../core/words.ts';
import { unitsOf } from './text-units.ts';

const SAMPLE_UNITS = 4_000;
/** A Han character carries about as much as five Latin letters. */
const HAN_WEIGHT = 5;

/** Chinese or English by the weight of Han characters against Latin letters in the first 4,000 units. */
export function detectLanguage(text: string): Language {
  let han = 0;
  let latin = 0;
  const units = unitsOf(text);
  const end = Math.min(text.length, SAMPLE_UNITS);
  for (let at = 0; at < end; at += 1) {
    const unit = units[at]!;
    if (unit >= 0x3400 && unit <= 0x9fff) han += 1;
    else if ((unit | 32) >= 97 && (unit | 32) <= 122) latin += 1;
  }
  return han * HAN_WEIGHT > latin ? 'zh' : 'en';
}
