import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Field numbers and types as in onnx.proto3 (onnx.ai), written by hand: a model of five nodes needs no library. */
const FLOAT = 1;
const INT64 = 7;

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return Buffer.from([...bytes, rest]);
}

const int = (field: number, value: number): Buffer => Buffer.concat([varint(field * 8), varint(value)]);

function bytes(field: number, value: string | Buffer): Buffer {
  const body = Buffer.from(value as string);
  return Buffer.concat([varint(field * 8 + 2), varint(body.length), body]);
}

const message = (field: number, ...parts: Buffer[]): Buffer => bytes(field, Buffer.concat(parts));

interface Node {
  op: string;
  inputs: string[];
  output: string;
  attributes?: Buffer[];
}

const node = ({ op, inputs, output, attributes = [] }: Node): Buffer =>
  message(
    1,
    ...inputs.map((name) => bytes(1, name)),
    bytes(2, output),
    bytes(3, output),
    bytes(4, op),
    ...attributes,
  );

const attribute = (name: string, value: Buffer, type: number): Buffer =>
  message(5, bytes(1, name), value, int(20, type));
const intAttribute = (name: string, value: number): Buffer => attribute(name, int(3, value), 2);
const intsAttribute = (name: string, value: number): Buffer => attribute(name, int(8, value), 7);

const shaped = (field: number, name: string, type: number, shape: string[]): Buffer =>
  message(
    field,
    bytes(1, name),
    message(2, message(1, int(1, type), message(2, ...shape.map((dim) => message(1, bytes(2, dim)))))),
  );

function weights(name: string, rows: number[][]): Buffer {
  const values = Float32Array.from(rows.flat());
  const raw = Buffer.from(values.buffer);
  return message(
    5,
    int(1, rows.length),
    int(1, rows[0]?.length ?? 0),
    int(2, FLOAT),
    bytes(8, name),
    bytes(9, raw),
  );
}

/** logits = sum over the words of their rows: a bag of words that ONNX Runtime runs as it runs any model. */
function bagOfWords(rows: number[][]): Buffer {
  const graph = message(
    7,
    node({ op: 'Gather', inputs: ['words', 'input_ids'], output: 'each' }),
    node({ op: 'Cast', inputs: ['attention_mask'], output: 'mask', attributes: [intAttribute('to', FLOAT)] }),
    node({ op: 'Unsqueeze', inputs: ['mask'], output: 'wide', attributes: [intsAttribute('axes', 2)] }),
    node({ op: 'Mul', inputs: ['each', 'wide'], output: 'kept' }),
    node({
      op: 'ReduceSum',
      inputs: ['kept'],
      output: 'logits',
      attributes: [intsAttribute('axes', 1), intAttribute('keepdims', 0)],
    }),
    bytes(2, 'bag'),
    weights('words', rows),
    shaped(11, 'input_ids', INT64, ['batch', 'sequence']),
    shaped(11, 'attention_mask', INT64, ['batch', 'sequence']),
    shaped(12, 'logits', FLOAT, ['batch', 'classes']),
  );
  return Buffer.concat([int(1, 7), message(8, bytes(1, ''), int(2, 12)), graph]);
}

/** A model folder as transformers.js wants it; each word has its weight for NEGATIVE and POSITIVE. */
export function writeTinyModel(folder: string, words: Record<string, [number, number]>): void {
  const vocabulary = ['[PAD]', '[UNK]', ...Object.keys(words)];
  const rows = vocabulary.map((word) => words[word] ?? [0, 0]);
  mkdirSync(join(folder, 'onnx'), { recursive: true });
  writeFileSync(join(folder, 'onnx/model.onnx'), bagOfWords(rows));
  const json = (name: string, value: unknown): void =>
    writeFileSync(join(folder, name), JSON.stringify(value));
  json('config.json', {
    model_type: 'bert',
    architectures: ['BertForSequenceClassification'],
    id2label: { 0: 'NEGATIVE', 1: 'POSITIVE' },
    label2id: { NEGATIVE: 0, POSITIVE: 1 },
  });
  json('tokenizer_config.json', {
    tokenizer_class: 'BertTokenizer',
    model_max_length: 128,
    pad_token: '[PAD]',
    unk_token: '[UNK]',
  });
  json('tokenizer.json', {
    version: '1.0',
    added_tokens: [],
    normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, lowercase: true },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: null,
    decoder: null,
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(vocabulary.map((word, index) => [word, index])),
    },
  });
}
