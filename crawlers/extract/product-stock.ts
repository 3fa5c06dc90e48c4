import type { Availability } from '../../core/words.ts';
import { attribute, elementsOf, hasAttribute, nameHints, nameTest, shortText, type Element } from './dom.ts';
import type { Page } from './page.ts';
import { insideAside } from './product-aside.ts';

const BUY =
  /^(?:\W*)(add (?:\d+ items? |\{\w+\} items? )?to (?:your |my |shopping )*(?:cart|basket|bag|trolley)|put in (?:cart|basket|bag)|buy (?:it )?now|buy\b|order now|purchase\b|get it now|pre-?order|in den (?:waren|einkaufs)korb|in winkel(?:wagen|mandje)|ajouter (?:au|à mon) panier|acheter maintenant|jetzt kaufen|kaufen\b|bestellen\b|acheter|añadir al? (?:carrito|cesta|la cesta)|agregar al carr(?:o|ito)|comprar|adicionar ao carrinho|aggiungi al carrello|acquista|do koszyka|dodaj do koszyka|kup teraz|zamów|dodaj u košaricu|u košaricu|v košarico|dodaj v košarico|kupi\b|kupi zdaj|naroči\b|v košarico|в корзину|добавить в корзину|купить|加入购物车|加入購物車|放入購物車|立即购买|立即購買|立刻购买|直接购买|馬上買|直接購買|加入購物袋|加入购物袋|加入购物篮|放入购物车|我要買|立即下单|立即抢购|马上抢|购买\b|かごに入れる|買い物かご|바로구매|구매하기|اضف الى|أضف إلى|我要购买|我要購買|カートに入れる|장바구니|lägg i (?:varukorg|kundvagn)|legg i handlekurv|læg i kurv|sepete ekle|adaugă în coș|přidat do košíku|do košíku|lisää ostoskoriin|kosárba|הוסף לסל|קנה עכשיו|הוספה לסל)/i;
const OUT =
  /(?:out of stock|sold out|currently unavailable|not available|no longer available|unavailable|ausverkauft|nicht (?:auf lager|verfügbar|vorrätig|lieferbar)|en rupture|rupture de stock|indisponible|épuisé|agotado|no disponible|sin stock|esgotado|indisponível|esaurito|non disponibile|нет в наличии|нет на складе|brak w magazynie|niedostępny|缺货|售罄|无货|補貨中|已售完|在庫切れ|品切れ|품절|uitverkocht|slutsåld|utsolgt|udsolgt|tükendi)/i;
const IN =
  /(?:in stock|available (?:now|from)|usually (?:ships|dispatched)|auf lager|sofort lieferbar|lieferbar|verfügbar|vorrätig|erhältlich|en stock|expédié sous|disponib(?:le|ile|ilità)|em stock|в наличии|na stanie|dostępny|有货|现货|在庫あり|op voorraad|i lager|på lager|stokta|skladem|na zalogi|na skladištu|dobavljivo)/i;
/** What shops' programs call the button or form that buys, whatever is written on it. */
const BUY_HOOK =
  /add-?_?to-?_?(?:cart|basket|bag|trolley)|addtocart|addtobag|addtobasket|button-?cart|btn-?cart|cart-?button|buy-?_?now|buynow|buy-?button|btn-?buy/;
/** A short statement that says nothing but this. */
const PLAIN_IN =
  /^\W*(?:(?:now |currently )?in stock(?: now)?|available(?: now)?|en stock|auf lager|sofort lieferbar|disponible|disponibile|em stock|op voorraad|i lager|på lager|skladem|na zalogi|dobavljivo|в наличии|есть в наличии|dostępny|有货|現貨|现货|有現貨|在庫あり|在庫有り|재고 있음|stokta var)\W*$/i;
const LABELLED =
  /^(?:availability|stock(?: status)?|status|verfügbarkeit|lieferstatus|disponibilit(?:é|à)|disponibilidad|disponibilidade|beschikbaarheid|dostępność|razpoložljivost|dostupnost|наличие|库存(?:状态)?|庫存(?:狀態)?|货期|商品状态|在庫(?:状況)?)\s*[:：]\s*(.{2,60})$/i;
const namesStock = nameTest(/(stock|avail|verfueg|lager|inventory|sold-?out)/);
/** Things named for stock that speak of something else: pictures, shops in town, other colours. */
const namesOtherStock = nameTest(/(variation|image|in-?store|store-stock|swatch|notify|price)/);
const isCalledButton = nameTest(
  /(cart|basket|bag|buy|btn|button|kauf|korb|panier|carrito|shop|(?:^|[\s_-])cta)/,
);
/** A link counts as a button only where it is called one: pages have thousands of links. */
function isButton(element: Element): boolean {
  if (element.name === 'button' || element.name === 'input') return true;
  return element.name === 'a' && isCalledButton(element);
}

function buys(element: Element): boolean {
  if (hasAttribute(element, 'disabled') || attribute(element, 'aria-disabled') === 'true' || hidden(element))
    return false;
  const words = element.name === 'input' ? attribute(element, 'value') : (shortText(element, 40) ?? '');
  if (BUY.test(words) || BUY.test(attribute(element, 'title')) || BUY.test(attribute(element, 'aria-label')))
    return true;
  const hooks = `${nameHints(element)} ${attribute(element, 'name').toLowerCase()}`;
  if (BUY_HOOK.test(hooks) && BUY.test(shortText(element, 160) ?? '')) return true;
  return (
    element.name !== 'a' &&
    BUY_HOOK.test(hooks) &&
    !OUT.test(words) &&
    !/notify|alert|wish/i.test(words + hooks)
  );
}

/** Private offers have no basket: one writes to who sells. */
const CONTACT =
  /^(?:reply|contact (?:the )?(?:seller|user|owner|advertiser)|(?:e-?mail|message|call|chat with) (?:the )?(?:seller|user|owner|advertiser)|make (?:an )?offer|place (?:a )?bid|bid now|anfrage(?:n| senden)?|kontaktieren|anbieter kontaktieren|nachricht (?:senden|schreiben)|verkäufer kontaktieren|kontakt aufnehmen|contacter le vendeur|contactar(?: al vendedor)?|contatta(?: il venditore)?|показать телефоны?|написать продавцу|联系卖家|聯絡賣家|我想要)$/i;

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

/** What buttons, forms and words about stock say, in the order they stand on the page. */
export class StockReading {
  #buttons = 0;
  #asideButtons = 0;
  #out = false;
  #available = false;
  #inForm = false;

  note(element: Element): void {
    if (isButton(element) && this.#noteButton(element)) return;
    const words = statement(element);
    if (words === null || hidden(element) || insideAside(element) || insideBuyButton(element)) return;
    if (OUT.test(words) && !/^\W*not sold\b/i.test(words)) this.#out = true;
    else if (IN.test(words)) this.#available = true;
  }

  /** A button answers for itself; false where it is none of ours. */
  #noteButton(element: Element): boolean {
    if (buys(element) || contacts(element)) {
      if (insideAside(element)) this.#asideButtons += 1;
      else {
        this.#buttons += 1;
        this.#inForm ||= insideForm(element);
      }
      return true;
    }
    const words = shortText(element, 40) ?? '';
    if (!OUT.test(words) || hidden(element) || insideAside(element)) return element.name !== 'a';
    if (words.length < 30) this.#out = true;
    return true;
  }

  /** Words say more than buttons, which stay on pages whose chosen size is sold out. */
  answer(): Availability {
    if (this.#available) return 'in_stock';
    if (this.#out) return 'out_of_stock';
    const few = this.#asideButtons > 0 && this.#asideButtons < 3;
    return this.#buttons > 0 || few ? 'in_stock' : 'unknown';
  }

  /** Whether a form that buys stands open and nothing on the page speaks against it. */
  get buyable(): boolean {
    return this.#inForm && !this.#out;
  }
}

/** The words of a part that speaks of stock: by its name, by its label, or because it says nothing else. */
function statement(element: Element): string | null {
  if (namesStock(element) && !namesOtherStock(element)) return shortText(element, 240)?.slice(0, 90) || null;
  if (element.children.length > 6) return null;
  const text = shortText(element, 90);
  if (text === null || text.length < 2) return null;
  const labelled = LABELLED.exec(text)?.[1];
  if (labelled !== undefined) return labelled;
  return text.length < 26 && PLAIN_IN.test(text) ? text : null;
}

/** A button that can say three things holds all three, and the page's style shows one. */
function insideBuyButton(element: Element): boolean {
  for (let up: Element['parent'] = element.parent, depth = 0; up && depth < 3; up = up.parent, depth++)
    if ('attribs' in up && (up.name === 'a' || up.name === 'button'))
      return BUY.test(shortText(up, 200) ?? '');
  return false;
}

function insideForm(element: Element): boolean {
  for (let up: Element['parent'] = element, depth = 0; up && depth < 12; up = up.parent, depth++)
    if ('attribs' in up && up.name === 'form') return true;
  return false;
}
