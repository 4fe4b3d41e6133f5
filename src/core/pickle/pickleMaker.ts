/** Creates the values of a pickle while there is room for them; after that, each becomes an omission. */
import { insideQuotes, unescapedText, unquotedBytes, unquotedLength } from './oldPickles.ts';
import type { PickleInput } from './pickleInput.ts';
import { costs, growthSlots, type PickleRoom, textCost } from './pickleRoom.ts';
import {
  maxInlineBytes,
  omission,
  type PickleCollection,
  type PickleGlobal,
  type PickleObject,
  type PickleOmission,
  type PickleValue,
} from './pickleValue.ts';

export class PickleMaker {
  readonly #input: PickleInput;
  readonly #room: PickleRoom;
  /** All objects, so that those with a known meaning can be found without walking the tree. */
  readonly objects: PickleObject[] = [];

  constructor(input: PickleInput, room: PickleRoom) {
    this.#input = input;
    this.#room = room;
  }

  // From the next bytes

  bytes(length: number): PickleValue {
    return this.#take(length, costs.view) ? this.#input.slice(length) : omission;
  }

  text(length: number): PickleValue {
    if (length > maxInlineBytes) {
      return this.#take(length, costs.view) ? { kind: 'text', bytes: this.#input.slice(length) } : omission;
    }
    return this.#take(length, textCost(length)) ? this.#input.text(length) : omission;
  }

  int(length: number): PickleValue {
    if (length > maxInlineBytes) {
      return this.#take(length, costs.view) ? { kind: 'long', bytes: this.#input.slice(length) } : omission;
    }
    return this.#take(length, textCost(length)) ? this.#input.int(length) : omission;
  }

  // From a line of protocol 0

  /** Parses digits, `00` and `01` for False and True, and the L of Python 2's `long`. */
  intLine(line: Uint8Array): PickleValue {
    const text = latin1Start(line).replace(/L$/, '');
    if (!/^[+-]?\d{1,500}$/.test(text)) throw this.#input.malformed();
    if (text === '00' || text === '01') return text === '01';
    const value = Number(text);
    if (Number.isSafeInteger(value)) return value;
    return this.#room.pay(textCost(maxInlineBytes)) ? BigInt(text) : omission;
  }

  /** Parses a `str` in Python 2 notation. */
  quotedLine(line: Uint8Array): PickleValue {
    const inside = insideQuotes(line);
    if (!inside) throw this.#input.malformed();
    return this.#room.pay(costs.view + unquotedLength(inside)) ? unquotedBytes(inside) : omission;
  }

  textLine(line: Uint8Array): PickleValue {
    if (line.length > maxInlineBytes) {
      return this.#room.pay(costs.view) ? { kind: 'text', bytes: line, isEscaped: true } : omission;
    }
    return this.#room.pay(textCost(line.length)) ? unescapedText(line) : omission;
  }

  // From other values

  float(value: number): PickleValue {
    return this.#room.pay(costs.float) ? { kind: 'float', value } : omission;
  }

  global(name: string): PickleGlobal | PickleOmission {
    return this.#room.pay(costs.global + textCost(name.length)) ? { kind: 'global', name } : omission;
  }

  collection(kind: PickleCollection['kind'], items: PickleValue[] = []): PickleCollection | PickleOmission {
    if (!this.#room.pay(costs.collection)) return omission;
    if (items.length === 0) return { kind, id: 0, items };
    const made: PickleCollection = { kind, id: 0, items: [] };
    this.add(made, items);
    return made;
  }

  object(callee: PickleValue, args: PickleValue, kwargs?: PickleValue): PickleObject | PickleOmission {
    if (!this.#room.pay(costs.object)) return omission;
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

  /** Adds the items that there is room for, none after an omission. Takes over the array as its own if possible. */
  add(to: PickleCollection, items: PickleValue[]): void {
    const growthCost = to.items.length > 0 && to.items.length < growthSlots ? costs.growth : 0;
    const stride = to.kind === 'dict' ? 2 : 1;
    const fitting = to.omitted ? 0 : this.#fitting(items, growthCost, stride);
    if (fitting < items.length) to.omitted = (to.omitted ?? 0) + (items.length - fitting) / stride;
    if (fitting === 0) return;
    this.#room.payForSlots(growthCost + fitting * costs.slot);
    if (to.items.length === 0 && fitting === items.length) to.items = items;
    else for (let at = 0; at < fitting; at++) to.items.push(items[at] as PickleValue);
  }

  /** Takes a value's cost from the budget. Skips its bytes and returns false if there is no room. */
  #take(length: number, costBytes: number): boolean {
    if (this.#room.pay(costBytes)) return true;
    this.#input.skip(length);
    return false;
  }

  /** Returns how many of the items there is room for, in whole strides before the first omission. */
  #fitting(items: readonly PickleValue[], growthCost: number, stride: number): number {
    const paid = Math.max(Math.floor((this.#room.left - growthCost) / costs.slot), 0);
    const omittedAt = items.indexOf(omission);
    const count = Math.min(items.length, paid, omittedAt < 0 ? items.length : omittedAt);
    return count - (count % stride);
  }
}

/** Returns the beginning of a line that contains a number, up to the maximum length. */
function latin1Start(line: Uint8Array): string {
  return String.fromCharCode(...line.subarray(0, 2 * maxInlineBytes));
}
