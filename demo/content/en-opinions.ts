import type { OpinionPool } from './opinions.ts';

export const EN_OPINIONS: OpinionPool = {
  quality: {
    positive: [
      'the quality is excellent',
      'the stitching is flawless even at the {part}',
      'it is beautifully made and held up after {use}',
      'sturdy seams and a solid zip',
      'great quality, still looks new after {use}',
      'the finish at the {part} is very neat',
      'well made and durable',
    ],
    negative: [
      'it started pilling after {use}',
      'the quality is poor and the {part} came apart',
      'terrible pilling all over the {part}',
      'the seams unravelled after {use}',
      'it faded badly after {use}',
      'cheaply made, the {part} frayed at once',
      'pilling everywhere, very disappointing',
      'it lost its shape after {use} and looks awful',
    ],
  },
  size_fit: {
    positive: [
      'it fits perfectly',
      'true to size, and {body}',
      'the fit is great at the {part}',
      'fits as if made for me although {body}',
      'the length is perfect for me',
    ],
    negative: [
      'it runs far too small',
      'the fit is terrible at the {part}',
      'way too tight, and {body}',
      'the sizing is off by {n} centimetres',
      'too big at the {part} and too short elsewhere',
    ],
  },
  fabric_feel: {
    positive: [
      'the fabric is wonderfully soft',
      'the material feels lovely on the skin',
      'soft, breathable fabric',
      'the fabric feels luxurious',
      'so comfortable, I wore it for {use}',
    ],
    negative: [
      'the fabric is scratchy and stiff',
      'the material feels cheap',
      'itchy fabric, I could not stand it',
      'the fabric is thin and see-through',
      'the cloth feels rough after {use}',
    ],
  },
  color_match: {
    positive: [
      'the colour is exactly as pictured',
      'the colour is gorgeous in person',
      'lovely rich colour, even after {use}',
      'beautiful tone, true to the photos',
    ],
    negative: [
      'the colour faded after {use}',
      'the colour looks nothing like the photo',
      'the dye bled onto everything',
      'the colour is dull and disappointing',
      'the colour washed out at the {part}',
    ],
  },
  style_look: {
    positive: [
      'it looks stunning',
      'such a flattering cut',
      'very stylish, {friend} asked about it',
      'it looks elegant at {spot}',
      'the design is beautiful',
    ],
    negative: [
      'it looks frumpy',
      'the cut is unflattering',
      'the style looks outdated on',
      'it looks shapeless and ugly',
    ],
  },
  price: {
    positive: [
      'great value for the price',
      'worth every penny',
      'a bargain for what you get',
      'reasonably priced',
    ],
    negative: ['overpriced for what it is', 'not worth the money', 'far too expensive', 'a waste of money'],
  },
  logistics: {
    positive: [
      'delivery was fast',
      'it arrived {n} days early',
      'quick shipping',
      'the parcel came right on time',
    ],
    negative: [
      'delivery took {n} weeks',
      'the parcel arrived very late',
      'shipping was painfully slow',
      'the courier lost the first parcel',
      'delivery was delayed again and again',
      'it arrived {n} days late',
    ],
  },
  service: {
    positive: [
      'customer service was helpful',
      'the staff answered quickly and kindly',
      'easy exchange, friendly service',
    ],
    negative: [
      'customer service never answered',
      'the service was rude',
      'the refund took forever and support was useless',
      'support ignored {n} of my messages',
    ],
  },
  packaging: {
    positive: ['beautifully packaged', 'the packaging was neat and plastic free', 'lovely wrapping'],
    negative: ['the packaging was torn', 'the box arrived crushed', 'it came crumpled in a damaged bag'],
  },
  smell: {
    positive: ['no chemical smell at all', 'it smells fresh out of the box'],
    negative: [
      'a strong chemical smell that will not wash out',
      'it smells awful',
      'the smell of glue is terrible',
    ],
  },
  overall: {
    positive: [
      'I love it',
      'highly recommend',
      'I am very happy with it',
      'would buy again in a heartbeat',
      'my favourite purchase this year',
    ],
    negative: [
      'very disappointed',
      'I regret buying it',
      'I am sending it back',
      'would not recommend',
      'a complete let-down',
    ],
  },
};
