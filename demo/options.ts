/** What the whole demo hangs on: the same options give the same bytes. */
export interface DemoOptions {
  /** First of the consecutive loopback ports. */
  basePort: number;
  seed: number;
  /** Every how manieth document is kept: 1 is the whole world, more a thinner one for quick tries. */
  keepEvery: number;
}

export const DEMO_OPTIONS: DemoOptions = { basePort: 18_200, seed: 20_261_116, keepEvery: 1 };

export const MADE_UP = {
  en: 'Demo: every name, brand, text and number here is made up.',
  zh: '演示站点：这里的名称、品牌、文字和数字全部是虚构的。',
} as const;
