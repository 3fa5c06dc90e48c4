import type { Aspect, Polarity } from '../../core/words.ts';

/** What a word or phrase of the English opinion lexicon does. Phrases are words joined by one blank. */
export type EnWord =
  | { kind: 'target'; aspect: Aspect }
  | { kind: 'polar'; polarity: Polarity; aspect: Aspect | null; strength: number }
  /** Sizes and weights: a fault with "too", "a bit" or a verb of fit; alone only before nothing else. */
  | { kind: 'bent'; aspect: Aspect; alone: Polarity | null }
  | { kind: 'not' }
  | { kind: 'degree'; factor: number; excess: boolean }
  | { kind: 'copula' }
  /** Conditions and wishes. */
  | { kind: 'unreal' }
  | { kind: 'guard' };

export const EN_TARGETS: Record<Exclude<Aspect, 'overall'>, string> = {
  quality:
    'quality|qualities|quatily|qualit|stitching|stitches|stitch|seam|seams|construction|workmanship|craftsmanship|zipper|zip|button|buttons|print|prints|printing|print quality|graphic|graphics|logo|sticker|paint|finish|finishing|durability|build|hem|sole|soles|laces|buckle|hooks|clasp|snaps|hardware|strap|straps|elastic|elastic band|battery|screws|insoles|stones|chain|metal',
  size_fit:
    'fit|fits|fitting|fittings|fitted|firing|size|sizes|sizing|siz|length|width|waist|waistband|waist band|sleeve|sleeves|sleves|shoulder|shoulders|bust|chest|hips|inseam|leg|legs|rise|toe box|toe|toes|heel|heels|neck|neckline|neck size|arm|arms|armholes|crotch|torso|size chart|sizing chart|band|wide width|arch|room|calves|thighs|cup|cups|leg openings',
  fabric_feel:
    'fabric|fabrics|material|materials|metarial|cloth|clothe|cloths|cotton|wool|linen|silk|leather|polyester|denim|suede|texture|lining|comfort|feel|softness|stretch|weight|thickness|fiber|knit|lace|padding|cushion|cushioning|support|arch support|insulation|warmth|breathability|canvas|mesh|spandex|rayon|velvet|fleece',
  color_match:
    'color|colors|colour|colours|clours|shade|shades|hue|dye|tone|tones|color combination|colour combination',
  style_look:
    'design|designs|style|styles|styling|look|looks|looking|looked|appearance|pattern|patterns|cut|shape|silhouette|detail|details|detailing|embroidery|drape|ruffles|pockets|pocket|collar|hood|hoody|bow|print design|picture|pictures|photo|photos|image|description',
  price:
    'price|prices|priced|pricing|cost|rate|rates|money|value|deal|offer|discount|prise|price point|price tag|price range',
  logistics:
    'delivery|delivery time|delivery boy|delivered|shipping|shipped|shipment|arrival|arrived|courier|dispatch|delivery service|transaction',
  service:
    'service|services|customer service|seller|sellers|vendor|return policy|returns|refund|exchange|support team|staff|retailer|store|returned|customer care|flipkart service|amazon service',
  packaging: 'packaging|packing|package|packaged|packed|wrapping',
  smell: 'smell|odor|odour|scent|smelled',
};

export const EN_PRODUCTS =
  'product|products|item|items|shirt|shirts|tshirt|tshirts|t-shirt|t-shirts|tee|tees|t shirt|t shirts|t -shirt|t -shirts|top|tops|dress|dresses|skirt|skirts|pant|pants|trousers|jeans|shorts|leggings|tights|jacket|jackets|coat|coats|sweater|sweaters|sweatshirt|hoodie|cardigan|blouse|blouses|tunic|jumpsuit|romper|suit|vest|blazer|shoe|shoes|sneaker|sneakers|boot|boots|sandal|sandals|flats|slippers|slipper|loafers|socks|sock|hat|cap|scarf|gloves|mittens|belt|bag|purse|wallet|handbag|watch|watches|ring|necklace|earrings|bracelet|pendant|bra|bras|underwear|panties|pantyhose|lingerie|swimsuit|bikini|costume|outfit|outfits|clothes|clothing|garment|pair|pairs|purchase|gift|piece|brand|overalls|robe|pajamas|nightgown|fishnets|running shoes|tennis shoes|training shoes|house shoes|crew socks|work pants|kurta|pullover|jersey|poncho|kimono|tank|cami|turtleneck|trench|parka|heels|pumps|clogs|sunglasses|glasses|jewelry|duragold|organizer';

export const EN_GENERIC: Record<Polarity, string> = {
  positive:
    "good|great|nice|excellent|perfect|perfectly|awesome|amazing|fantastic|wonderful|superb|super|fabulous|best|lovely|terrific|outstanding|exceptional|impressive|incredible|fine|decent|cool|solid|ideal|brilliant|superior|beautifully|nicely|wonderfully|well|love|loves|loved|like|likes|liked|enjoy|enjoyed|enjoying|happy|pleased|satisfied|satisfying|delighted|thrilled|impressed|glad|excited|favorite|favourite|fav|fun|worth|worthy|better|flawless|gorgeous quality|top notch|first class|reliable|dependable|accurate|useful|helpful|easy|versatile|functional|practical|adore|must have|spot on|on point|as expected|as described|as advertised|as shown|as pictured|exactly as pictured|exactly as described|just as described|just as pictured|true to picture|right|correct|proper|properly|okay good|goood|gud|gd|osm|owsome|awsome|nyc|mast|mind blowing|fab|winner|no complaints|no issues|no problems|no problem|can 't complain|not bad|nothing wrong|better than expected|exceeded my expectations|holds up|holding up|held up|hold up|classic|elegant enough|unique|special|neat|smooth enough|clean|original|genuine|authentic|fresh|durable enough|plenty|thank you|thanks|blessed|kudos|5 stars|five stars|4 stars|strong buy|improved|upto the mark|up to the mark|up to mark|works|enough room|satisfactory|appropriate|appreciable|marvelous|marvellous|charming",
  negative:
    "bad|poor|poorly|terrible|horrible|awful|worst|worse|disappointing|disappointed|disappointment|dissapointed|disapointed|disappoint|unhappy|dissatisfied|unsatisfied|upset|annoying|annoyed|frustrating|frustrated|useless|worthless|trash|garbage|junk|crap|crappy|rubbish|pathetic|hate|hated|hates|dislike|disliked|ridiculous|weird|strange|odd|awkward|sad|sadly|unfortunate|regret|mediocre|inferior|subpar|sub par|lousy|flimsy|defective|damaged|faulty|flawed|wrong|incorrect|inaccurate|inconsistent|misleading|deceiving|fake|duplicate|problem|problems|prob|prbm|issue|issues|complaint|complaints|trouble|mistake|fail|failed|fails|lacking|lacks|missing|low|below average|not worth|not upto the mark|not up to the mark|not upto mark|not up to mark|not as expected|not as described|not as shown|not as pictured|bed|bekar|third class|3rd class|cheated|horrid|unacceptable|unwearable|dont buy|do n't buy|don 't buy|don't buy|do not buy|waste|wasted|waste of money|waste of time|different|differs|unlike|dull|nasty|gross|ugh|meh|0 stars|1 star|one star|unimpressed|underwhelmed|underwhelming|lame|fell short|return it|returning it|sent back|send back|sent it back|returning|going back|had to return|went back|mismatch|mismatched|unfit|improper|concern|uneven|unsatisfactory|so so quality|not the same|not same|substandard|unusable|irritating|painful|hopeless|needs improvement|needs to improve|need to improve|needs to be improved|can be improved|could be improved|could be better|could have been better|should be better|below standard|low standard|doesn't match|does not match|did not match|didn't match|doesn 't match|didn 't match|not up to the level|not to the mark|hurts|hurt|pinches|digs|digs in",
  neutral:
    'ok|okay|okk|average|fair|so so|so-so|alright|mixed|acceptable|adequate|passable|nothing special|ordinary|moderate|manageable|reasonably ok|standard|regular',
};

/** Evaluations of the whole purchase, or of feelings, that carry no aspect of their own but need no target. */
export const EN_OVERALL: Record<'positive' | 'negative', string> = {
  positive:
    "recommend|recommended|highly recommend|highly recommended|would recommend|definitely recommend|would buy again|will buy again|buy again|order again|would order again|will be buying more|will be ordering more|would purchase again|will purchase again|purchase again|go for it|must buy|buy it|just go for it|compliments|compliment|keeper|no regrets|real deal|what i wanted|what i needed|just what i needed|exactly what i wanted|just what i wanted|exactly what i needed|what he wanted|what i expected|what i was looking for|can not go wrong|can 't go wrong|can't go wrong|worth every penny|worth it|glad i|fits the bill|love it|happy with it|couldn't be happier|couldn 't be happier|could not be happier|never been happier|can't say enough good things|cannot say enough good things|can't say enough|can't fault|can 't fault|cannot fault|wow",
  negative:
    "not recommend|would not recommend|don 't recommend|don't recommend|do not recommend|not recommended|never buy|never again|won 't buy again|won't buy again|would not buy again|wouldn't buy|not buy again|do not waste|don 't waste|don't waste|stay away|beware|not worth it|not worth the money|not worth the price|returned it|returned them|returned this|i returned|is going back|are going back|donate|donated|avoid|think twice|not happy|no good|no use",
};

export const EN_FIXED: [Exclude<Aspect, 'overall'>, Polarity, string][] = [
  [
    'quality',
    'positive',
    "feels expensive|feel expensive|felt expensive|looks expensive|look expensive|looked expensive|well made|well-made|well -made|made well|well constructed|well built|well crafted|well stitched|durable|sturdy|strong|long lasting|long-lasting|lasts|lasting|last a long time|last long|last forever|lasts long|heavy duty|high quality|good quality|great quality|washes well|wash well|washed well|holds its shape|keeps its shape|kept its shape|does not fade|did not fade|doesn't fade|no fading|no fade|did not shrink|didn't shrink|does not shrink|no pilling|robust|tough|waterproof|water resistant|rugged|workhorse|holds up well|held up well|holding up well|stain resistant|wrinkle free",
  ],
  [
    'quality',
    'negative',
    'fall apart|falls apart|fell apart|falling apart|came apart|coming apart|ripped|rip|rips|ripping|tore|tear|tears|torn|hole|holes|unravel|unraveled|unraveling|fray|frayed|fraying|loose thread|loose threads|threads|pilling|pills|pilled|pill|shrink|shrinks|shrank|shrunk|shrinking|shrinkage|fade|fades|faded|fading|bleed|bleeds|bled|bleeding|cheaply made|poorly made|badly made|broke|broken|breaks|broke off|fell off|falls off|came off|comes off|came undone|wear out|wore out|worn out|wears out|stained|stain|stains|dirty|cheap quality|poor quality|low quality|bad quality|worst quality|very low quality|snag|snags|snagged|peeling|peeled|peels off|cracked|crack|cracks|color lost|colour lost|colour gone|color gone|lost its shape|lost shape|stretched out|stretches out|stretch out|thread coming out|sewn wrong|crooked|scratched|scuffed|separated|rub off|rubs off|rubbed off|turned green|tarnished|lose color|lose colour|loses color|loses colour|colour loss|color fed|colour fed|bubbles|lint|erased|untidy|washed away|washes away|washes off|washed off|color goes|colour goes|color gone|colour was gone|color was gone|fadded|fadding|feded|colors run|colours run|color comes out|colour comes out|color came out|colour came out',
  ],
  [
    'size_fit',
    'positive',
    'true to size|true-to-size|tts|fits perfectly|fit perfectly|fits well|fit well|fits great|fit great|fits perfect|fit perfect|fits like a glove|perfect fit|great fit|good fit|nice fit|fits nicely|fit nicely|fits as expected|fit as expected|fits as described|just right|right size|correct size|perfect size|flattering|slimming|hugs|fits fine|adjustable|true to fit|well fitted|roomy|fits good|fit good|perfect length|slim fit',
  ],
  [
    'size_fit',
    'negative',
    "runs small|run small|ran small|running small|runs large|run large|ran large|runs big|run big|ran big|runs huge|runs tight|runs short|runs long|runs narrow|run narrow|runs wide|size up|sized up|size down|sized down|does not fit|did not fit|doesn't fit|didn't fit|didn 't fit|doesn 't fit|don 't fit|not fit|do not fit|not fitted|unflattering|boxy|baggy|baggie|shapeless|tent|tent-like|like a tent|like a sack|sack|potato sack|muumuu|maternity|bunches|bunched|bunching|rides up|ride up|riding up|rode up|gapes|gaping|gaped|swallowed me|swallowed|drowning|swimming in|slips off|slipping|slides down|slide off|sliding|falls down|falling down|oversized for|huge|enormous|massive|tiny|ginormous|voluminous|see-through size|size too small|sizes too small|size too big|sizes too big|size issue|size problem|sizing issue|wrong size|fits like a medium|snug|too snug|constricting|restrictive|doesn 't stay up|won 't stay up|frumpy|bulky|tight across|squished|flattened|cramped|no shape|awkward fit|fitting problem|fitting issue|monstrous|smaller|larger|bigger|shorter|longer|tighter|looser",
  ],
  [
    'fabric_feel',
    'positive',
    'comfortable|comfy|comfortably|comfort fit|confortable|comfertable|comfirtable|soft|softer|softest|breathable|breathe|breathes|lightweight|light weight|cozy|cosy|cushy|silky|smooth|stretchy|stretchable|warm|warmth|airy|plush|snuggly|supportive|cushioned|well cushioned|non see-through|not see through|insulated|absorbent|feels good|feels great|feel good|feel great|feels nice|feel nice|feels amazing|flowy|drapes well|drapes beautifully|substantial|pure cotton|ultra warm|opaque|buttery|luxurious|light and airy|good feel',
  ],
  [
    'fabric_feel',
    'negative',
    'itchy|scratchy|itch|itches|scratches|uncomfortable|uncomfy|see through|see-through|sheer|transparent|stiff|rough|coarse|scratchy|clingy|clings|static|stuffy|sweaty|hot and sweaty|prickly|plastic|plasticky|like plastic|like vinyl|feels cheap|feel cheap|flimsy fabric|paper thin|paper-thin|wrinkles|wrinkle|wrinkled|wrinkly|wrinkles easily|chafe|chafes|chafing|blister|blisters|synthetic|rigid|crinkly|papery|not stretchable|floppy|slick|slippery|rubs|rubbing|no support|no padding|no arch support|odd material',
  ],
  [
    'color_match',
    'positive',
    'true to color|true color|vibrant|vivid|rich color|bright|color is accurate|same color|same colour|color as shown|color as pictured|vibrant color|rich colors|deep color|bright colors|colorful|colors pop',
  ],
  [
    'color_match',
    'negative',
    'different color|different colour|wrong color|wrong colour|not the color|off color|washed out|darker than|lighter than|colour difference|color difference|darker|lighter|color issue|colour issue|color not same|colour not same|faded color|not the same color|muddy|dingy|garish|discolored|dim',
  ],
  [
    'style_look',
    'positive',
    'beautiful|gorgeous|adorable|stunning|pretty|cute|cutest|stylish|attractive|elegant|chic|classy|trendy|fashionable|sexy|handsome|sharp|sleek|eye catching|eye-catching|eye -catching|good looking|nice looking|good-looking|great looking|look great|looks great|looks good|look good|looked great|looked good|looks nice|look nice|looks amazing|looks awesome|look amazing|looks beautiful|feminine|flirty|edgy|sophisticated|timeless|sweet|darling|dressy|delicate|whimsical|interesting|fashion forward|head turner|pop|stands out|dress up or down|dressed up or down|go with everything|goes with everything|polished|playful|sporty|modern|cool look|decent looking|lovely design|neat looking',
  ],
  [
    'style_look',
    'negative',
    'ugly|hideous|tacky|cheap looking|cheap-looking|looks cheap|look cheap|looked cheap|looking cheap|frump|matronly|dowdy|outdated|dated|plain|boring|bland|costumey|unattractive|goofy|nerdy|looks weird|looks odd|not like the picture|not as pictured|nothing like the picture|different from the picture|different from picture|looks different|not flattering|awkward looking|looks nothing like|not as cute|over the top|gaudy|looks like a|childish|juvenile|overwhelming',
  ],
  [
    'price',
    'positive',
    "affordable|inexpensive|reasonable|reasonably|reasonable price|reasonably priced|well priced|good price|great price|best price|nice price|bargain|steal|good deal|great deal|good value|great value|value for money|well worth|well worth it|well worth the price|well worth the money|worth the price|worth the money|worth of money|worth for money|cheap price|low price|on sale|budget friendly|money's worth|money 's worth|worth the cost|worth the extra cost|paisa vasool|fair price|competitive|saved money|economical|sale price|at this price|in this price|for this price|for the price",
  ],
  [
    'price',
    'negative',
    'overpriced|over priced|over-priced|expensive|pricey|pricy|costly|steep|not worth the price|not worth the money|high price|too high|price is high|bit high|ripoff|rip off|rip-off|price too high|way too much|price high|cost is high|high cost|cost is very high|price is higher',
  ],
  [
    'logistics',
    'positive',
    'fast|quick|quickly|prompt|promptly|on time|right on time|in time|before time|arrived early|speedy|timely|got here fast|arrived quickly|came quickly|shipped fast|fast delivery|quick delivery|fast shipping|faster|earlier than expected',
  ],
  [
    'logistics',
    'negative',
    "late|delayed|delay|slow|took forever|never arrived|did not arrive|didn't arrive|lost in the mail|not delivered|weeks late|days late|late delivery",
  ],
  [
    'service',
    'positive',
    'polite|courteous|responsive|hassle free|no hassle|easy return|easy returns|free returns|friendly|professional|refunded|cooperative',
  ],
  [
    'service',
    'negative',
    'rude|unhelpful|unresponsive|no response|refused|no refund|wrong item|wrong product|wrong size sent|sent the wrong|used product|ignored|hassle|did not refund',
  ],
  [
    'packaging',
    'positive',
    'nicely wrapped|well wrapped|beautifully wrapped|carefully wrapped|well packaged|well packed|nicely packaged|beautifully packaged|good packing|good packaging|packed well|neatly packed',
  ],
  [
    'packaging',
    'negative',
    'poorly packaged|badly packaged|poor packaging|bad packaging|poor packing|damaged box|no packaging|torn package',
  ],
  [
    'smell',
    'negative',
    'smells|smell bad|smelly|stinks|stink|reeks|reeked|chemical smell|strong smell|weird smell|bad smell|fishy smell|odor|noticeable odor|musty|smelled awful',
  ],
  ['smell', 'positive', "smells good|smells great|no smell|no odor|don 't smell"],
];

export const EN_BENT: [Aspect, Polarity | null, string][] = [
  [
    'size_fit',
    'negative',
    'small|tight|loose|narrow|snug|big|large|wide|short|long|low cut|high|low|deep|slim',
  ],
  ['fabric_feel', 'negative', 'thin|heavy|hot|hard|itchy'],
  ['fabric_feel', 'positive', 'thick|light|warm|cool'],
  ['price', 'negative', 'cheap'],
  ['color_match', null, 'dark|bright|pale|fade'],
];

export const EN_NOTS =
  "not|not at all|n't|no|never|neither|nor|without|isn't|wasn't|aren't|weren't|don't|doesn't|didn't|won't|wouldn't|can't|couldn't|cannot|isnt|wasnt|dont|doesnt|didnt|cant|wont|hardly|barely|nothing|'t|isn|wasn|aren|weren|don|doesn|didn|won|wouldn|couldn|haven|haven't|hasn't|far from|lack of|zero|nt|ain't|less|least";

export const EN_DEGREES: { words: string; factor: number; excess: boolean }[] = [
  {
    words:
      'very|really|so|super|extremely|absolutely|totally|incredibly|highly|most|quite|pretty|definitely|truly|just|much|exceptionally|completely|especially|insanely|soo|sooo|soooo|always|also|even|real|damn|such|such a|a lot|overall|that|both|still|vry|veryyy|ultra|particularly|perfectly fine|realy|amazingly|surprisingly|unbelievably|all|as|well and|great and',
    factor: 1,
    excess: false,
  },
  {
    words: 'too|way too|way|far too|much too|overly|excessively|to|bit too|tad too|seriously',
    factor: 1,
    excess: true,
  },
  {
    words:
      'a bit|a little|a little bit|little bit|bit|little|slightly|a tad|tad|somewhat|kind of|kinda|a touch|sort of|rather|a tiny bit|on the',
    factor: 0.5,
    excess: true,
  },
  {
    words: 'fairly|relatively|reasonably enough|mostly|generally|pretty much|moderately',
    factor: 0.7,
    excess: false,
  },
];

export const EN_COPULAS =
  "is|are|was|were|be|been|being|am|feel|feels|felt|seem|seems|seemed|fit|fits|run|runs|ran|look|looks|looked|came|turned out|has|have|had|'s|'re|s|becomes|become|got|gets|appears|stays|stay|made|i|it|its|they|this|these";

export const EN_UNREAL =
  "if|unless|anyone|ideally|what is a good|what's a good|what are good|any good|can someone|could someone|can you recommend|recommendations|wish|wished|hoping|hope|hoped|whether|wondering|would have been|would be|should be|could be|should have|could have|would have loved|would have liked|would have preferred|would love|wanted to love|wanted to like|want to love|so wanted to|supposed to|expected it to|thought it would|i thought|was expecting|need to check|looking for|reviewers said|reviewers say|reviewers mentioned|reviewers complained|reviews said|reviews say|reviews mentioned|others said|others say|others mentioned|others complained|people said|people say|people complained|some said|some say";

export const EN_GUARDS =
  "wipe clean|wipes clean|wipe it clean|clean tailoring|clean cut|run hot|runs hot|ran hot|sleep hot|like new|the original|original price|original packaging|dry clean|dry cleaning|dry cleaned|dry clean only|machine wash|hot pink|hot pants|cool tones|warm tones|warm shades|cool grey|cool gray|pretty penny|sweet spot|deep pockets|clean lines|light wash|dark wash|medium wash|fast fashion|slow fashion|best seller|best sellers|best selling|right up|right now|well as|as well|as well as|looks like|look like|looked like|feels like|feel like|felt like|seems like|just like|something like|would like|i would like|i'd like|so good so far|good bye|goodbye|best buy|right away|right now|right side|right foot|right hand|all right|right out|right up|kind of|at least|at best|no doubt|not only|no one|no longer|no matter|more than|all day long|as long as|so long|long as|long sleeve|long sleeves|long sleeved|long-sleeved|short sleeve|short sleeves|a long time|for a long|long time|too much|too many|high waist|high waisted|high rise|low rise|hot day|hot days|hot weather|warm weather|cold weather|cool weather|medium size|large size|small size ordered|in stores|big fan|big deal|great deal of|a good bit|pretty much|well known|like usual|hot summer|size small|size large|size medium|a small|an extra small|a medium|a large|an xs|an extra large|xs|the small|the large|the medium|regular small|petite small|petite|usually wear|normally wear|i am|i 'm|i'm|low profile|light blue|light pink|light grey|light gray|dark blue|dark grey|dark green|dark brown|dark jeans|black jeans|light brown|no iron|wide calf|cut short|different colors|different color options|different colours|different sizes|many different|two different|several different|enjoy wearing them to|hard to find|even though|shopping|worth mentioning|wear with leggings|dress with leggings|long enough|small town|hate to|good luck|better luck|better off|nice to have|in case";
