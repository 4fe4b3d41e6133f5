/** Formats a pickle's tree as text for people: what Python would write, indented, with YAML's anchors for repeated values. */
import { byteFormats } from '../bytes/byteFormats.ts';
import { textStart } from './oldPickles.ts';
import {
  isNode,
  type PickleArray,
  type PickleCollection,
  type PickleNode,
  type PickleObject,
  type PickleValue,
} from './pickleValue.ts';

/** Longer text is truncated. */
export const pickleTextUnits = 1024 * 1024;
/** Anything that fits in this many characters and contains only single values stays on one line. */
const lineUnits = 100;
const shownBytes = 64;

const brackets: Record<PickleCollection['kind'], readonly [open: string, close: string]> = {
  list: ['[', ']'],
  tuple: ['(', ')'],
  dict: ['{', '}'],
  set: ['{', '}'],
  frozenset: ['frozenset({', '})'],
};

/** Formats a tree made by `pickleTree`, with line breaks and indents of two blanks. An ellipsis stands for what is omitted. */
export function pickleText(tree: PickleValue): string {
  const writer = new PickleWriter(tree);
  writer.write(tree, 0);
  return writer.text;
}

class PickleWriter {
  /** The objects that references point to. */
  readonly #named: ReadonlySet<number>;
  readonly #pieces: string[] = [];
  #units = 0;

  constructor(tree: PickleValue) {
    this.#named = namesIn(tree);
  }

  get text(): string {
    return this.#pieces.join('');
  }

  write(value: PickleValue, depth: number): void {
    if (this.#units > pickleTextUnits) return;
    if (isNode(value) && 'id' in value) this.#writeNamed(value, depth);
    else this.#put(scalarText(value));
  }

  #writeNamed(value: PickleCollection | PickleObject | PickleArray, depth: number): void {
    if (this.#named.has(value.id)) this.#put(`&${value.id} `);
    if (value.kind === 'array') this.#put(arrayText(value));
    else if (value.kind === 'object') this.#writeObject(value, depth);
    else this.#writeCollection(value, depth);
  }

  #put(text: string): void {
    const isLast = this.#units + text.length > pickleTextUnits;
    this.#pieces.push(isLast ? '…' : text);
    this.#units += isLast ? pickleTextUnits : text.length;
  }

  #writeCollection(collection: PickleCollection, depth: number): void {
    const [open, close] = bracketsOf(collection);
    const line = onOneLine(collection);
    if (line === undefined) {
      this.#put(open);
      this.#writeLines(collection, depth + 1);
      this.#put(newLine(depth) + close);
    } else {
      this.#put(open + line + (collection.kind === 'tuple' && collection.items.length === 1 ? ',' : '') + close);
    }
  }

  #writeLines({ kind, items, omitted }: PickleCollection, depth: number): void {
    const stride = kind === 'dict' ? 2 : 1;
    for (let at = 0; at < items.length && this.#units <= pickleTextUnits; at += stride) {
      this.#put(newLine(depth));
      this.write(items[at] ?? null, depth);
      if (stride === 2) this.#put(': ');
      if (stride === 2) this.write(items[at + 1] ?? null, depth);
      this.#put(',');
    }
    if (omitted) this.#put(`${newLine(depth)}… +${omitted}`);
  }

  #writeArguments(args: PickleCollection, depth: number): void {
    const line = onOneLine(args);
    this.#put('(');
    if (line === undefined) this.#writeLines(args, depth + 1);
    this.#put(line === undefined ? `${newLine(depth)})` : `${line})`);
  }

  /** The call, followed by what would be done with the result. */
  #writeObject({ callee, args, kwargs, state, items, entries }: PickleObject, depth: number): void {
    this.write(callee, depth);
    if (isNode(args) && args.kind === 'tuple' && !this.#named.has(args.id)) this.#writeArguments(args, depth);
    else {
      this.#put('(*');
      this.write(args, depth);
      this.#put(')');
    }
    for (const [name, part] of Object.entries({ kwargs, state, items, entries })) {
      if (part === undefined) continue;
      this.#put(`${newLine(depth + 1)}${name} = `);
      this.write(part, depth + 1);
    }
  }
}

function bracketsOf({ kind, items }: PickleCollection): readonly [open: string, close: string] {
  return kind === 'set' && items.length === 0 ? ['set(', ')'] : brackets[kind];
}

function newLine(depth: number): string {
  return `\n${'  '.repeat(depth)}`;
}

function onOneLine({ kind, items, omitted }: PickleCollection): string | undefined {
  if (omitted || items.length > lineUnits || items.some(item => isNode(item) && 'id' in item)) return undefined;
  const texts = items.map(scalarText);
  const line = kind === 'dict' ? texts.reduce(joinPairs, '') : texts.join(', ');
  return line.length <= lineUnits ? line : undefined;
}

function joinPairs(line: string, text: string, at: number): string {
  if (at === 0) return text;
  return `${line}${at % 2 === 1 ? ': ' : ', '}${text}`;
}

function scalarText(value: PickleValue): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return JSON.stringify(value);
  if (value instanceof Uint8Array) return bytesText(value);
  return isNode(value) ? nodeText(value) : String(value);
}

function nodeText(node: PickleNode): string {
  switch (node.kind) {
    case 'float':
      return floatText(node.value);
    case 'text':
      return `${JSON.stringify(textStart(node, shownBytes))}… (${node.bytes.length})`;
    case 'long':
      return `int(… (${node.bytes.length}))`;
    case 'global':
      return node.name;
    case 'reference':
      return `*${node.to}`;
    default:
      return '…';
  }
}

function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const text = Object.is(value, -0) ? '-0' : String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

function bytesText(bytes: Uint8Array): string {
  const text = byteFormats.pythonBytes.write(bytes.subarray(0, shownBytes));
  return bytes.length > shownBytes ? `${text}… (${bytes.length})` : text;
}

function arrayText({ dtype, shape, order, data }: PickleArray): string {
  const lengths = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  return `array(${bytesText(data)}, dtype='${dtype}', shape=(${lengths}), order='${order}')`;
}

function namesIn(tree: PickleValue): Set<number> {
  const names = new Set<number>();
  const waiting: (PickleValue | undefined)[] = [tree];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (!isNode(value)) continue;
    if (value.kind === 'reference') names.add(value.to);
    else if (value.kind === 'object') {
      waiting.push(value.callee, value.args, value.kwargs, value.state, value.items, value.entries);
    } else if ('items' in value) for (const item of value.items) waiting.push(item);
  }
  return names;
}
