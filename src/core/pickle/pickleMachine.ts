/** The state of a pickle being read: its bytes, the stack, the memo, and what room is left for all of it. */
import type {
  PickleCollection,
  PickleFlaw,
  PickleGlobal,
  PickleObject,
  PickleOmission,
  PickleValue,
} from './pickleValue.ts';

/** Thrown inside the reader only. */
export class PickleError extends Error {
  readonly flaw: PickleFlaw;

  constructor(flaw: PickleFlaw) {
    super(flaw.code);
    this.flaw = flaw;
  }
}

export const omission: PickleOmission = { kind: 'omission' };

/** Texts and ints up to here are made, longer ones are views. */
const inlineBytes = 256;
/** What V8 takes for each and its place in a tree, rounded up; a slot counts twice since arrays grow by half. */
const slotBytes = 8;
const slotCost = 2 * slotBytes;
const collectionCost = 160;
const objectCost = 320;
const globalCost = 64;
const floatCost = 64;
const viewCost = 224;
/** An array that grows gets room for so many more than it needs. */
const growthSlots = 17;
/** Steps for a text or view: making one takes as long as this many simple instructions. */
const stepsPerView = 4;
/** A gap in the memo's numbers that no pickler makes. */
const memoGap = 256;

/** As much as twice the pickle's size, but up to 256 KiB for small ones, and never more than 4 MiB: nobody reads more. */
export function pickleRoom(sizeBytes: number): number {
  return Math.min(Math.max(2 * sizeBytes, 256 * 1024), 4 * 1024 * 1024);
}

/** As many instructions as are read in well under 50 ms. */
export const maxPickleSteps = 250_000;

export class PickleMachine {
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  readonly #utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
  readonly #stack: PickleValue[] = [];
  readonly #marks: number[] = [];
  /** The stack's height at the last mark: what lies below is out of reach. */
  #fence = 0;
  readonly #memo: (PickleValue | undefined)[] = [];
  #memoized = 0;
  #isMemoFull = false;
  /** How high stack and marks have been: so much is paid. */
  #highest = 0;
  #room: number;
  /** All objects, so that those with a known meaning are found without walking. */
  readonly objects: PickleObject[] = [];
  at = 0;
  /** The place of the instruction that runs. */
  instructionAt = 0;
  steps = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#room = pickleRoom(bytes.length);
  }

  /** Bytes of memory that are left. */
  get room(): number {
    return this.#room;
  }

  malformed(): PickleError {
    return new PickleError({ code: 'malformedPickle', at: this.instructionAt });
  }

  // What the instruction carries

  byte(): number {
    return this.#view.getUint8(this.#advance(1));
  }

  uint16(): number {
    return this.#view.getUint16(this.#advance(2), true);
  }

  int32(): number {
    return this.#view.getInt32(this.#advance(4), true);
  }

  uint32(): number {
    return this.#view.getUint32(this.#advance(4), true);
  }

  float64(): number {
    return this.#view.getFloat64(this.#advance(8));
  }

  /** A length of 8 bytes. One beyond all pickles is as good as any other that is too long. */
  length64(): number {
    const low = this.uint32();
    return low + 2 ** 32 * this.uint32();
  }

  /** Up to the next LF, which is no part of it. */
  line(): string {
    const end = this.bytes.indexOf(10, this.at);
    if (end < 0) throw this.#truncated();
    const length = end - this.at;
    if (length > inlineBytes) throw this.malformed();
    const text = this.#utf8.decode(this.#slice(length));
    this.at++;
    return text;
  }

  #slice(length: number): Uint8Array {
    const from = this.#advance(length);
    this.steps += stepsPerView;
    return this.bytes.subarray(from, from + length);
  }

  /** What has so many bytes, made from a view of them where there is room for it. */
  #pushMade(length: number, costBytes: number, make: (bytes: Uint8Array) => PickleValue): void {
    if (this.pay(costBytes)) {
      this.push(make(this.#slice(length)));
    } else {
      this.#advance(length);
      this.push(omission);
    }
  }

  #advance(length: number): number {
    const from = this.at;
    if (length < 0 || length > this.bytes.length - from) throw this.#truncated();
    this.at = from + length;
    return from;
  }

  #truncated(): PickleError {
    return new PickleError({ code: 'truncatedPickle', at: this.instructionAt });
  }

  // The stack

  push(value: PickleValue): void {
    this.#rise();
    this.#stack.push(value);
  }

  mark(): void {
    this.#rise();
    this.#fence = this.#stack.length;
    this.#marks.push(this.#fence);
  }

  pop(): PickleValue {
    if (this.#stack.length <= this.#fence) throw this.malformed();
    return this.#stack.pop() as PickleValue;
  }

  top(): PickleValue {
    if (this.#stack.length <= this.#fence) throw this.malformed();
    return this.#stack[this.#stack.length - 1] as PickleValue;
  }

  /** Drops the value on top, or the mark where that is on top. */
  drop(): void {
    if (this.#marks.length > 0 && this.#stack.length === this.#fence) this.dropToMark();
    else this.pop();
  }

  /** Drops what is above the last mark, and the mark. */
  dropToMark(): void {
    this.#stack.length = this.#popMark();
  }

  /** What is above the last mark; both leave the stack. */
  popToMark(): PickleValue[] {
    return this.#stack.splice(this.#popMark());
  }

  #popMark(): number {
    const height = this.#marks.pop();
    if (height === undefined) throw this.malformed();
    this.#fence = this.#marks[this.#marks.length - 1] ?? 0;
    return height;
  }

  #rise(): void {
    const height = this.#stack.length + this.#marks.length;
    if (height < this.#highest) return;
    if (!this.pay(slotCost)) throw new PickleError({ code: 'pickleTooComplex', at: this.instructionAt });
    this.#highest = height + 1;
  }

  // The memo

  memoize(index = this.#memoized): void {
    const value = this.top();
    const isNew = this.#memo[index] === undefined;
    if (isNew && !this.#reserveMemo(index)) return;
    this.#memo[index] = value;
    if (isNew) this.#memoized++;
  }

  /** A text is paid again: who walks a tree meets it as often as it is there. */
  recall(index: number): PickleValue {
    const value = this.#memo[index];
    if (value === undefined && !this.#isMemoFull) throw this.malformed();
    return value === undefined || !this.pay(inlineCost(value)) ? omission : value;
  }

  #reserveMemo(index: number): boolean {
    const gap = index - this.#memo.length;
    if (gap > memoGap && !this.#isMemoFull) throw this.malformed();
    this.#isMemoFull ||= !this.pay(slotCost * Math.max(gap + 1, 0));
    if (this.#isMemoFull) return false;
    while (this.#memo.length < index) this.#memo.push(undefined);
    return true;
  }

  // Values. Where there is no room for one, an omission stands for it

  /** Takes so many bytes from the room that is left, unless there aren't. */
  pay(costBytes: number): boolean {
    if (costBytes > this.#room) return false;
    this.#room -= costBytes;
    return true;
  }

  pushBytes(length: number): void {
    this.#pushMade(length, viewCost, bytes => bytes);
  }

  pushText(length: number): void {
    if (length > inlineBytes) this.#pushMade(length, viewCost, utf8 => ({ kind: 'text', utf8 }));
    else this.#pushMade(length, textCost(length), utf8 => this.#utf8.decode(utf8));
  }

  pushInt(length: number): void {
    if (length > inlineBytes) this.#pushMade(length, viewCost, bytes => ({ kind: 'long', bytes }));
    else this.#pushMade(length, textCost(length), bytes => this.#int(bytes));
  }

  #int(bytes: Uint8Array): number | bigint {
    this.steps += bytes.length >> 1;
    return readInt(bytes);
  }

  pushFloat(value: number): void {
    this.push(this.pay(floatCost) ? { kind: 'float', value } : omission);
  }

  global(name: string): PickleGlobal | PickleOmission {
    return this.pay(globalCost + textCost(name.length)) ? { kind: 'global', name } : omission;
  }

  collection(kind: PickleCollection['kind'], items: PickleValue[] = []): PickleCollection | PickleOmission {
    if (!this.pay(collectionCost)) return omission;
    if (items.length === 0) return { kind, id: 0, items };
    const made: PickleCollection = { kind, id: 0, items: [] };
    this.add(made, items);
    return made;
  }

  object(callee: PickleValue, args: PickleValue, kwargs?: PickleValue): PickleObject | PickleOmission {
    if (!this.pay(objectCost)) return omission;
    const made: PickleObject = {
      kind: 'object',
      id: 0,
      callee,
      args,
      kwargs,
      state: undefined,
      items: undefined,
      entries: undefined,
    };
    this.objects.push(made);
    return made;
  }

  /** Adds items, as many as there is room for; nothing comes behind what is omitted. An array becomes the collection's own where it can. */
  add(to: PickleCollection, items: PickleValue[]): void {
    const growthCost = to.items.length > 0 && to.items.length < growthSlots ? growthSlots * slotBytes : 0;
    const stride = to.kind === 'dict' ? 2 : 1;
    const fitting = to.omitted ? 0 : this.#fitting(items, growthCost, stride);
    if (fitting < items.length) to.omitted = (to.omitted ?? 0) + (items.length - fitting) / stride;
    if (fitting === 0) return;
    this.pay(growthCost + fitting * slotCost);
    if (to.items.length === 0 && fitting === items.length) to.items = items;
    else for (let at = 0; at < fitting; at++) to.items.push(items[at] as PickleValue);
  }

  /** How many of them there is room for, in whole strides before the first omission. */
  #fitting(items: readonly PickleValue[], growthCost: number, stride: number): number {
    const paid = Math.max(Math.floor((this.#room - growthCost) / slotCost), 0);
    const omittedAt = items.indexOf(omission);
    const count = Math.min(items.length, paid, omittedAt < 0 ? items.length : omittedAt);
    return count - (count % stride);
  }
}

function textCost(lengthBytes: number): number {
  return 32 + 2 * lengthBytes;
}

/** What a value costs that is copied wherever it is. */
function inlineCost(value: PickleValue): number {
  if (typeof value === 'string') return textCost(value.length);
  return typeof value === 'bigint' ? textCost(inlineBytes) : 0;
}

/** Two's complement, little-endian. */
function readInt(bytes: Uint8Array): number | bigint {
  if (bytes.length <= 6) {
    let value = 0;
    for (let at = bytes.length - 1; at >= 0; at--) value = value * 256 + (bytes[at] ?? 0);
    return isNegative(bytes) ? value - 256 ** bytes.length : value;
  }
  let hex = '';
  for (const byte of bytes) hex = byte.toString(16).padStart(2, '0') + hex;
  const value = BigInt.asIntN(8 * bytes.length, BigInt(`0x${hex}`));
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function isNegative(bytes: Uint8Array): boolean {
  return ((bytes[bytes.length - 1] ?? 0) & 0x80) !== 0;
}
