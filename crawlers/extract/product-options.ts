import {
  attribute,
  childElements,
  elementsOf,
  hasAttribute,
  nameHints,
  nameTest,
  parentOf,
  shortText,
  squash,
  type Element,
} from './dom.ts';
import { looksLikePrice } from './listing-prices.ts';
import { insideAside } from './product-aside.ts';
import { cleanColor } from './product-labels.ts';

const SIZE_WORD =
  /^(?:(?:choose|select|pick|your|product|available|all|the|a|wählen sie (?:ihre|eine)|sélectionne[rz] (?:la|votre)|choisi(?:r|ssez) (?:la|votre)|seleziona(?: la)?|selecciona(?: tu)?|请选择|選擇|选择)\s+)*(?:shoe |clothing |ring |uk |us |eu )?(?:sizes?|tailles?|größen?|groessen?|taglie?|tallas?|tamanhos?|maat|maten|rozmiar|storlek|størrelse|koko|velikost|veličina|размер|尺码|尺碼|尺寸|サイズ|사이즈|القياس|المقاس)(?:\s+(?:options?|chart|guide))?\s*[:：*]?$/iu;
const SIZE_NAME =
  /(?:^|[^a-z])(?:sizes?|taille|groe?sse|taglia|talla|tamanho|maat|rozmiar|storlek|chima)(?:[^a-z]|$)/;
const SIZE_BOX = /size|taille|taglia|talla|groesse/;
/** Parts named for sizes that hold something else. */
const OTHER_SIZE =
  /guide|chart|know|image|font|text-size|size-(?:full|large|medium|thumb)|fit-finder|file|page|dropdown-?menu|table/;
const PLACEHOLDER =
  /^(?:-+|\.+|[-–\s]*(?:please )?(?:choose|select|pick|auswählen|bitte|wählen|choisi|sélectionn|seleziona|scegli|selecciona|elige|elegir|escolha|kies|wybierz|vælg|välj|velg|valitse|vyberte|izberi|odaberi|выберите|请选择|選擇|选择).*|(?:size|taille|größe|talla|taglia|尺码|尺寸))$/i;
/** What stands behind a size and is not part of it. */
const SIZE_TAIL =
  /\s*(?:[-–(,|/[]\s*)?(?:sold out|out of stock|unavailable|not available|notify me|coming soon|back soon|last (?:item|one|few)|low stock|only \d+ left|in stock|variant sold out.*|ausverkauft|nicht verfügbar|épuisé|agotado|esaurito|缺货|售罄|无货|補貨|补货).*$/i;
/** What sizes look like: letters, numbers with their system, measures, ages, one size for all. */
const SIZE_FORM =
  /^(?:(?:\d{0,2}x{1,5}|x{0,4})[-\s]?(?:small|s|l|large)(?:m)?(?:all)?(?:[/–-](?:x{0,4}[sml]|m))?|m|medium|petite|regular|tall|short|long|(?:uk|us|eu|eur|fr|it|de|jp|au|cn)?\s?\d{1,3}(?:[.,]5| ?1\/2|½|[.,]\d)?\s?(?:uk|us|eu|eur|fr|it|de|m|w|c|y|cm|mm|in|"|''|”|ml|g|oz|kg|years?|yrs?|jahre|ans|mois|months?|m)?(?:\s?[-–/x×]\s?\d{1,3}(?:[.,]\d)?\s?(?:y|m|cm|years?|months?|mois|ans|uk|us|eu)?)?(?:\s?\([^)]{1,20}\))?|w?\d{2}\s?[/x]?\s?l\d{2}|\d{2,3}\/\d{2,3}[a-d]?(?:\([\w]+\))?|\d{2,3}[a-k]{1,2}|one[\s-]?size.*|os|o\/s|taille unique|tu|einheitsgröße|均码|均碼|フリー|free(?: size)?|x{2,5}s|x{1,5}l|xs|s|l|\d?x?(?:sm|sml|md|med|lg|lrg)|xsm|x{1,3}lg|xlr?g|[sml][/-][sml]|xs[/-]s|l[/-]xl|\d{1,2}t|nb|newborn)$/i;

const MAX_SIZES = 60;
/** Boxes with more in them are no choice of sizes; and no page is looked through for long. */
const MAX_BOX = 600;
const MAX_SEEN = 30_000;
const ITEMS = new Set(['li', 'button', 'label', 'a', 'option', 'input', 'span', 'div', 'p']);

/** Sizes a page lets one choose from, and the colour it shows as chosen. */
export class OptionReading {
  #sizes: string[] = [];
  #seen = 0;
  color: string | null = null;

  get sizes(): string[] {
    return this.#sizes;
  }

  note(element: Element): void {
    if (element.name === 'select') this.#noteSelect(element);
    if (this.color === null && namesAColor(element) && !insideAside(element))
      this.color = shownColor(element);
    else if (
      this.#sizes.length === 0 &&
      this.#seen < MAX_SEEN &&
      mayHoldSizes(element) &&
      !insideAside(element)
    ) {
      const { sizes, seen } = sizesIn(element);
      this.#seen += seen;
      this.#offer(sizes);
    }
  }

  #noteSelect(element: Element): void {
    const names = optionName(element);
    if (SIZE_NAME.test(names) && !OTHER_SIZE.test(names)) {
      const sizes = childElements(element)
        .flatMap((child) => (child.name === 'optgroup' ? childElements(child) : [child]))
        .map((option) => cleanSize(shortText(option, 60) ?? ''));
      if (!insideAside(element)) this.#offer(sizes.filter((size) => size !== '' && !PLACEHOLDER.test(size)));
    } else if (this.color === null && /colou?r|farbe|couleur|颜色|顏色/.test(names)) {
      const chosen = childElements(element).find((option) => hasAttribute(option, 'selected'));
      const words = chosen ? squash(shortText(chosen, 40) ?? '') : '';
      if (words !== '' && !PLACEHOLDER.test(words)) this.color = cleanColor(words);
    }
  }

  #offer(found: string[]): void {
    const sizes = [...new Set(found)].slice(0, MAX_SIZES);
    const likely = sizes.filter((size) => SIZE_FORM.test(size)).length;
    if (this.#sizes.length === 0 && likely >= Math.max(1, 0.6 * sizes.length)) this.#sizes = sizes;
  }
}

/** A short text in a part called after the chosen colour; its label does not count. */
function shownColor(element: Element): string | null {
  if (element.children.length > 4 || childElements(element).some((child) => BOXES.has(child.name)))
    return null;
  const words = shortText(element, 50)?.replace(COLOR_LABEL, '') ?? '';
  return words === '' || PLACEHOLDER.test(words) ? null : cleanColor(words);
}

const namesAColor = nameTest(
  /(?:^|[\s_-])(?:(?:selected|current|active|chosen)[-_]?colou?r|product-?_?colou?r|colou?r[-_]?(?:name|value|selected|title))(?:[\s_-]|$)/,
);
const COLOR_LABEL =
  /^(?:(?:selected|current)\s+)?(?:colou?rs?|farbe|couleur|colore|kleur|färg|kolor|цвет|颜色|顏色|カラー)\s*[:：]?\s*/i;

/** What a choice is called: its own names, and the label that belongs to it. */
function optionName(element: Element): string {
  const own = [
    'name',
    'id',
    'class',
    'aria-label',
    'data-attribute_name',
    'data-option-name',
    'title',
    'data-attribute',
  ]
    .map((name) => attribute(element, name))
    .join(' ');
  return `${own} ${labelBefore(element) ?? ''}`.toLowerCase();
}

/** The short words right before an element, in it or in what holds it. */
function labelBefore(element: Element): string | null {
  for (let at: Element = element, depth = 0; depth < 2; depth++) {
    const siblings = parentOf(at) ? childElements(parentOf(at)!) : [];
    const before = siblings[siblings.indexOf(at) - 1];
    const words = before ? shortText(before, 30) : null;
    if (words !== null && words !== '') return words;
    const parent = parentOf(at);
    if (parent === null) return null;
    at = parent;
  }
  return null;
}

/** Boxes named for sizes, and what follows a short label that says size. */
function mayHoldSizes(element: Element): boolean {
  if (
    element.name === 'fieldset' ||
    element.name === 'ul' ||
    element.name === 'ol' ||
    element.name === 'div'
  ) {
    const hints =
      `${nameHints(element)} ${attribute(element, 'data-cy')} ${attribute(element, 'data-testid')}`.toLowerCase();
    if (SIZE_BOX.test(hints) && !OTHER_SIZE.test(hints)) return childElements(element).length > 0;
  }
  if (element.children.length > 40 || childElements(element).length === 0 || !BOXES.has(element.name))
    return false;
  const first = childElements(element)[0]!;
  if (first.name === 'legend' && SIZE_WORD.test(shortText(first, 40) ?? '')) return true;
  if (SIZE_WORD.test(attribute(element, 'aria-label'))) return true;
  const before = shortText(first, 40);
  return (
    before !== null && SIZE_WORD.test(before.replace(/\s*[:：].*$/u, '')) && childElements(element).length > 1
  );
}

const BOXES = new Set(['div', 'fieldset', 'ul', 'ol', 'dl', 'section', 'form', 'td', 'tr']);

/** The short texts of a box's smallest parts; nothing where most of them are words of other kinds. */
function sizesIn(box: Element): { sizes: string[]; seen: number } {
  const found = new Set<string>();
  let [seen, others] = [0, 0];
  for (const element of elementsOf(box)) {
    if (++seen > MAX_BOX) return { sizes: [], seen };
    if (!ITEMS.has(element.name) || found.size > MAX_SIZES) continue;
    const size = sizeOf(element);
    if (size !== null && SIZE_FORM.test(size)) found.add(size);
    else if (size !== null && (element.name === 'li' || element.name === 'button')) others += 1;
  }
  const sizes = [...found];
  // One lone number is a page of a slider or a count, not a choice.
  const alone = sizes.length === 1 && /^\d+$/.test(sizes[0]!);
  return { sizes: alone || others > sizes.length ? [] : sizes, seen };
}

function sizeOf(element: Element): string | null {
  if (element.name === 'input')
    return /radio|checkbox/.test(attribute(element, 'type'))
      ? cleanSize(attribute(element, 'value')) || null
      : null;
  const text = shortText(element, 60);
  const size = text === null ? '' : cleanSize(text);
  if (
    size === '' ||
    size.length > 24 ||
    SIZE_WORD.test(size) ||
    PLACEHOLDER.test(size) ||
    looksLikePrice(size)
  )
    return null;
  return size;
}

const cleanSize = (text: string): string =>
  squash(text)
    .replace(SIZE_TAIL, '')
    .replace(/\s*[*•]+$/, '')
    .trim();
