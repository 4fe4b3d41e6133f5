/** The stack and the memo of a pickle being read. */
import { PickleError, PickleInput } from './pickleInput.ts';
import { PickleMaker } from './pickleMaker.ts';
import { costs, PickleRoom, pickleRoom, textCost } from './pickleRoom.ts';
import { maxInlineBytes, omission, type PickleValue } from './pickleValue.ts';

/** Maximum gap between the memo's indices: no pickler produces a larger one. */
const memoGap = 256;

export class PickleMachine {
  readonly input: PickleInput;
  readonly room: PickleRoom;
  readonly make: PickleMaker;
  readonly #stack: PickleValue[] = [];
  readonly #marks: number[] = [];
  /** Height of the stack at the last mark: values below it can't be popped. */
  #fence = 0;
  /** Maximum height of stack and marks so far; room for it is already paid for. */
  #highest = 0;
  readonly #memo: (PickleValue | undefined)[] = [];
  #memoized = 0;
  #isMemoFull = false;

  constructor(bytes: Uint8Array, isCut = false) {
    this.input = new PickleInput(bytes, isCut);
    this.room = new PickleRoom(pickleRoom(bytes.length));
    this.make = new PickleMaker(this.input, this.room);
  }

  /** The values on the stack, from the bottom. */
  get stack(): readonly PickleValue[] {
    return this.#stack;
  }

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
    if (this.#stack.length <= this.#fence) throw this.input.malformed();
    return this.#stack.pop() as PickleValue;
  }

  top(): PickleValue {
    if (this.#stack.length <= this.#fence) throw this.input.malformed();
    return this.#stack[this.#stack.length - 1] as PickleValue;
  }

  /** Drops the value on top, or the mark if that is on top. */
  drop(): void {
    if (this.#marks.length > 0 && this.#stack.length === this.#fence) this.dropToMark();
    else this.pop();
  }

  /** Drops everything above the last mark, and the mark. */
  dropToMark(): void {
    this.#stack.length = this.#popMark();
  }

  /** Removes and returns everything above the last mark; removes the mark, too. */
  popToMark(): PickleValue[] {
    return this.#stack.splice(this.#popMark());
  }

  #popMark(): number {
    const height = this.#marks.pop();
    if (height === undefined) throw this.input.malformed();
    this.#fence = this.#marks[this.#marks.length - 1] ?? 0;
    return height;
  }

  #rise(): void {
    const height = this.#stack.length + this.#marks.length;
    if (height < this.#highest) return;
    if (!this.room.payForSlots(costs.slot))
      throw new PickleError({ code: 'pickleTooComplex', at: this.input.instructionAt });
    this.#highest = height + 1;
  }

  memoize(index = this.#memoized): void {
    const value = this.top();
    const isNew = this.#memo[index] === undefined;
    if (isNew && !this.#reserveMemo(index)) return;
    this.#memo[index] = value;
    if (isNew) this.#memoized++;
  }

  recall(index: number): PickleValue {
    const value = this.#memo[index];
    if (value !== undefined) return this.again(value);
    if (this.#isMemoFull) return omission;
    throw this.input.malformed();
  }

  /** Returns the value for use in another place. Text is paid for again: walking the tree visits it in each place. */
  again(value: PickleValue): PickleValue {
    return this.room.pay(inlineCost(value)) ? value : omission;
  }

  #reserveMemo(index: number): boolean {
    const gap = index - this.#memo.length;
    if (gap > memoGap && !this.#isMemoFull) throw this.input.malformed();
    this.#isMemoFull ||= !this.room.pay(costs.slot * Math.max(gap + 1, 0));
    if (this.#isMemoFull) return false;
    while (this.#memo.length < index) this.#memo.push(undefined);
    return true;
  }
}

/** Cost of a value that is copied wherever it appears. */
function inlineCost(value: PickleValue): number {
  if (typeof value === 'string') return textCost(value.length);
  return typeof value === 'bigint' ? textCost(maxInlineBytes) : 0;
}
