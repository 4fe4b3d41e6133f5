/** Reads the beginning of a pickle that is still arriving, up to the value in which it is truncated. */
import { PickleError } from './pickleInput.ts';
import { PickleMachine } from './pickleMachine.ts';
import type { PickleValue } from './pickleValue.ts';
import { runPickle } from './readPickle.ts';

export interface PickleBeginning {
  /** Values on the stack, from the bottom; for a complete pickle, its value. */
  readonly stack: readonly PickleValue[];
  /** The text or bytes in which it is truncated, if any. */
  readonly cut?: CutValue;
  /** True if it can't be a pickle, or is complete: more bytes would change nothing. */
  readonly isOver: boolean;
}

export interface CutValue {
  /** Offset of the value's instruction. */
  readonly at: number;
  /** Length in bytes; `undefined` for a line of protocol 0. */
  readonly length: number | undefined;
  /** Offset of the value's first byte. */
  readonly from: number;
  /** Bytes of the value that have arrived, as the pickle contains them. */
  readonly start: Uint8Array;
}

/** Size of the length field before a text or bytes, by instruction. */
const lengthBytes = new Map(
  Object.entries({ U: 1, T: 4, C: 1, B: 4, X: 4, '\x8c': 1, '\x8d': 8, '\x8e': 8, '\x96': 8, S: 0, V: 0 }).map(
    ([instruction, bytes]) => [instruction.charCodeAt(0), bytes],
  ),
);

/** Returns a result for any input; never throws. */
export function pickleBeginning(bytes: Uint8Array): PickleBeginning {
  const machine = new PickleMachine(bytes, true);
  try {
    return { stack: [runPickle(machine)], isOver: true };
  } catch (error) {
    if (!(error instanceof PickleError)) throw error;
    const { flaw } = error;
    if (flaw.code !== 'truncatedPickle') return { stack: machine.stack, isOver: true };
    const cut = cutValue(bytes, flaw.at);
    return { stack: machine.stack, isOver: false, ...(cut && { cut }) };
  }
}

function cutValue(bytes: Uint8Array, at: number): CutValue | undefined {
  const operand = lengthBytes.get(bytes[at] ?? 0);
  if (operand === undefined) return undefined;
  const from = at + 1 + operand;
  if (from > bytes.length) return undefined;
  if (operand === 0) return { at, length: undefined, from, start: bytes.subarray(from) };
  let length = 0;
  for (let place = from - 1; place > at; place--) length = length * 256 + (bytes[place] as number);
  return { at, length, from, start: bytes.subarray(from) };
}
