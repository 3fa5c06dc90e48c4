import type { Availability } from '../../core/words.ts';
import { attribute, elementsOf, nameHints, shortText, type Element } from './dom.ts';
import type { Page } from './page.ts';

const BUY =
  /^(?:\W*)(add to (?:cart|basket|bag|trolley)|buy (?:it )?now|buy\b|order now|pre-?order|in den (?:waren|einkaufs)korb|in winkel(?:wagen|mandje)|ajouter au panier|acheter|añadir al? (?:carrito|cesta|la cesta)|agregar al carr(?:o|ito)|comprar|adicionar ao carrinho|aggiungi al carrello|acquista|do koszyka|dodaj do koszyka|kup teraz|zamów|dodaj u košaricu|u košaricu|v košarico|dodaj v košarico|kupi\b|в корзину|добавить в корзину|купить|加入购物车|加入購物車|放入購物車|立即购买|立即購買|立刻购买|我要购买|我要購買|カートに入れる|장바구니|lägg i (?:varukorg|kundvagn)|legg i handlekurv|læg i kurv|sepete ekle|adaugă în coș|přidat do košíku|do košíku|lisää ostoskoriin|kosárba|הוסף לסל|קנה עכשיו|הוספה לסל)/i;
const OUT =
  /(?:out of stock|sold out|currently unavailable|not available|no longer available|unavailable|ausverkauft|nicht (?:auf lager|verfügbar|vorrätig|lieferbar)|en rupture|rupture de stock|indisponible|épuisé|agotado|no disponible|sin stock|esgotado|indisponível|esaurito|non disponibile|нет в наличии|нет на складе|brak w magazynie|niedostępny|缺货|售罄|无货|補貨中|已售完|在庫切れ|品切れ|품절|uitverkocht|slutsåld|utsolgt|udsolgt|tükendi)/i;
const IN =
  /(?:in stock|available (?:now|from)|usually (?:ships|dispatched)|auf lager|sofort lieferbar|lieferbar|verfügbar|vorrätig|erhältlich|en stock|expédié sous|disponib(?:le|ile|ilità)|em stock|в наличии|na stanie|dostępny|有货|现货|在庫あり|op voorraad|i lager|på lager|stokta|skladem|na zalogi|na skladištu|dobavljivo)/i;
const STOCK_HINT = /(stock|avail|verfueg|lager|inventory|sold-?out)/;
/** Things named for stock that speak of something else: pictures, shops in town, other colours. */
const OTHER_STOCK = /(variation|image|in-?store|store-stock|swatch|notify|price)/;
const BUTTON_HINT = /(cart|basket|bag|buy|btn|button|kauf|korb|panier|carrito|shop)/;
const ASIDE =
  /(related|recommend|similar|carousel|also|upsell|cross-?sell|recently|sidebar|footer|compare|accessor|review|comment|sims|sponsor|bundle)/;

/** Whether the element stands in a part about other things: recommendations, reviews, the page's foot. */
export function insideAside(element: Element): boolean {
  for (let up: Element['parent'] = element, depth = 0; up && depth < 12; up = up.parent, depth++) {
    if (!('attribs' in up)) return false;
    if (up.name === 'aside' || up.name === 'footer' || up.name === 'nav') return true;
    if (ASIDE.test(nameHints(up)) && up.name !== 'body' && up.name !== 'html') return true;
  }
  return false;
}

/** A link counts as a button only where it is called one: pages have thousands of links. */
function isButton(element: Element): boolean {
  if (element.name === 'button' || element.name === 'input') return true;
  return element.name === 'a' && BUTTON_HINT.test(nameHints(element));
}

function buys(element: Element): boolean {
  if ('disabled' in element.attribs || hidden(element)) return false;
  const words = element.name === 'input' ? attribute(element, 'value') : (shortText(element, 40) ?? '');
  return (
    BUY.test(words) || BUY.test(attribute(element, 'title')) || BUY.test(attribute(element, 'aria-label'))
  );
}

/** Private offers have no basket: one writes to who sells. */
const CONTACT =
  /^(?:reply|contact (?:the )?seller|message seller|make (?:an )?offer|place bid|bid now|anfrage(?:n| senden)?|nachricht (?:senden|schreiben)|verkäufer kontaktieren|kontakt aufnehmen|показать телефоны?|написать продавцу|联系卖家|聯絡賣家)$/i;

const contacts = (element: Element): boolean => CONTACT.test(shortText(element, 40) ?? '');

/** How many places of the page let one buy. */
export function countBuyButtons(page: Page): number {
  let count = 0;
  for (const element of elementsOf(page.root)) if (isButton(element) && buys(element)) count += 1;
  return count;
}

function hidden(element: Element): boolean {
  for (let up: Element['parent'] = element, depth = 0; up && depth < 4; up = up.parent, depth++)
    if ('attribs' in up && /display\s*:\s*none/.test(attribute(up, 'style'))) return true;
  return false;
}

/** What buttons and words about stock say, in the order they stand on the page. */
export class StockReading {
  #buttons = 0;
  #asideButtons = 0;
  #out = false;
  #available = false;

  note(element: Element): void {
    if (isButton(element)) {
      if (!buys(element) && !contacts(element)) return;
      if (insideAside(element)) this.#asideButtons += 1;
      else this.#buttons += 1;
      return;
    }
    const hints = nameHints(element);
    if (!STOCK_HINT.test(hints) || OTHER_STOCK.test(hints) || hidden(element) || insideAside(element)) return;
    const text = shortText(element, 240)?.slice(0, 90) ?? '';
    if (text === '') return;
    if (OUT.test(text)) this.#out = true;
    else if (IN.test(text)) this.#available = true;
  }

  /** Words say more than buttons, which stay on pages whose chosen size is sold out. */
  answer(): Availability {
    if (this.#available) return 'in_stock';
    if (this.#out) return 'out_of_stock';
    const few = this.#asideButtons > 0 && this.#asideButtons < 3;
    return this.#buttons > 0 || few ? 'in_stock' : 'unknown';
  }
}
