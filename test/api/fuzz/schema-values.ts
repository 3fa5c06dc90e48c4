/** Values made from the JSON Schemas of the API's own description: mostly right, sometimes wrong, never the same twice. */
export interface Schema {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  minLength?: number;
  minItems?: number;
  maxItems?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  allOf?: Schema[];
  additionalProperties?: boolean | Schema;
  $ref?: string;
}

type Random = () => number;

export const pickOf = <T>(random: Random, from: readonly T[]): T =>
  from[Math.floor(random() * from.length)] as T;

/** What breaks programs: empty, long, other scripts, SQL, markup, numbers at their ends, halves of characters. */
const NASTY = [
  '',
  ' ',
  '0',
  '-1',
  '1e309',
  'NaN',
  'null',
  'true',
  '[]',
  '{}',
  "'; drop table documents; --",
  '%',
  '%%%',
  '_',
  '\\',
  '../../etc/passwd',
  '<script>alert(1)</script>',
  '弯刀裤👖',
  '\u202eabc',
  '\ud800',
  '\ufeff',
  'a'.repeat(3_000),
  '9223372036854775808',
  '2026-02-30',
  '0000-00-00',
  '99999-01-01',
  'WyJhIl0',
  'color:',
  ':',
  '__proto__',
];
/** Words that stand somewhere in the made-up world, so that many questions have an answer. */
const KNOWN = [
  'color:butter-yellow',
  'garment:ballet-flats',
  'brand:lumenfold',
  'en',
  'zh',
  'cn',
  'us',
  'all',
  '2026-11-09',
  '2026-01-05',
  'butter yellow ballet flats',
  '有点复古的蓝色小裙子',
  '1',
  '2',
];

export function nastyText(random: Random): string {
  return pickOf(random, NASTY);
}

/** A value for a schema; `wrong` is the chance that it is anything at all instead. */
export function valueFor(schema: Schema, random: Random, wrong: number, depth = 0): unknown {
  if (random() < wrong || depth > 6) return anything(random);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return pickOf(random, schema.enum);
  if (schema.anyOf) return valueFor(pickOf(random, schema.anyOf), random, wrong, depth + 1);
  if (schema.allOf?.[0]) return valueFor(schema.allOf[0], random, wrong, depth + 1);
  const type = Array.isArray(schema.type) ? pickOf(random, schema.type) : schema.type;
  switch (type) {
    case 'object':
      return objectFor(schema, random, wrong, depth);
    case 'array':
      return Array.from({ length: lengthFor(schema, random) }, () =>
        valueFor(schema.items ?? {}, random, wrong, depth + 1),
      );
    case 'integer':
    case 'number':
      return numberFor(schema, type, random);
    case 'boolean':
      return random() < 0.5;
    case 'null':
      return null;
    default:
      return pickOf(random, KNOWN);
  }
}

function anything(random: Random): unknown {
  const kinds = [nastyText(random), -1, 1e308, 0.5, true, null, [], {}, [[[]]], { a: { b: 'c' } }];
  return pickOf(random, kinds);
}

function objectFor(schema: Schema, random: Random, wrong: number, depth: number): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(schema.properties ?? {}))
    if (schema.required?.includes(name) || random() < 0.5)
      made[name] = valueFor(inner, random, wrong, depth + 1);
  if (random() < wrong) made[pickOf(random, NASTY)] = nastyText(random);
  if (typeof schema.additionalProperties === 'object' && random() < 0.7)
    made[pickOf(random, ['color', 'colour', 'fabric', 'x'])] = valueFor(
      schema.additionalProperties,
      random,
      wrong,
      depth + 1,
    );
  return made;
}

const lengthFor = ({ minItems = 0, maxItems = 3 }: Schema, random: Random): number =>
  minItems + Math.floor(random() * (Math.min(maxItems, minItems + 4) - minItems + 1));

function numberFor(schema: Schema, type: string, random: Random): number {
  const low = schema.minimum ?? -10;
  const high = Math.min(schema.maximum ?? low + 400, low + 1_000);
  const value = low + random() * (high - low);
  return type === 'integer' ? Math.round(value) : value;
}
