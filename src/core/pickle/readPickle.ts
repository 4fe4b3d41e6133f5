/**
 * Reads pickles of protocols 0 to 5 as data: an interpreter that knows no names, calls nothing, and is limited in time
 * and memory.
 *
 * The libraries on npm (pickleparser, jpickle) create JavaScript objects from trusted pickles. They have no limits, so
 * 8 MB of empty lists take seconds; dicts become plain objects, in which `1` and `'1'` are the same key and `__proto__`
 * sets the prototype; large ints are rejected or become 0. Neither library's result shows what would have been called.
 */
import { instructions, maxProtocol, proto, stop } from './instructions.ts';
import { isOldPickle } from './oldPickles.ts';
import { PickleError } from './pickleInput.ts';
import { PickleMachine } from './pickleMachine.ts';
import { pickleRoom } from './pickleRoom.ts';
import type { PickleFlaw, PickleObject, PickleValue } from './pickleValue.ts';

/** Instructions that are read in well under 50 ms. */
export const maxPickleSteps = 250_000;

export interface ReadPickle {
  /** The value as in Python: it may be cyclic, and nested as deep as the pickle is long. See `pickleTree`. */
  readonly value: PickleValue;
  /** All objects in the value, in order of creation. */
  readonly objects: readonly PickleObject[];
  /** Bytes of memory still available for its tree. */
  readonly room: number;
}

/** Cost of reading. `costBytes` never exceeds `pickleRoom` for the pickle's size. */
export interface PickleWork {
  readonly steps: number;
  readonly costBytes: number;
}

export type PickleReading =
  | { readonly pickle: ReadPickle; readonly flaw?: undefined; readonly work: PickleWork }
  | { readonly pickle?: undefined; readonly flaw: PickleFlaw; readonly work: PickleWork };

/**
 * Whether bytes begin like a pickle. Protocols 0 and 1 have no header, so only some of their pickles can be
 * distinguished from text.
 */
export function isPickle(bytes: Uint8Array): boolean {
  return (bytes[0] === proto && (bytes[1] ?? 0) >= 2) || isOldPickle(bytes);
}

/**
 * Returns the value that `pickle.loads` would return, as data. Its bytes and long texts are views of `bytes`. Ignores
 * anything after STOP, as Python does.
 */
export function readPickle(bytes: Uint8Array): PickleReading {
  const machine = new PickleMachine(bytes);
  const { input, room, make } = machine;
  const work = () => ({ steps: input.steps, costBytes: pickleRoom(bytes.length) - room.left });
  try {
    const value = runPickle(machine);
    return { pickle: { value, objects: make.objects, room: room.leftForValues }, work: work() };
  } catch (error) {
    if (error instanceof PickleError) return { flaw: error.flaw, work: work() };
    throw error;
  }
}

/** Runs a pickle's instructions and returns the value at its STOP. @throws PickleError. */
export function runPickle(machine: PickleMachine): PickleValue {
  const { input } = machine;
  const { bytes } = input;
  if (!isPickle(bytes)) throw new PickleError({ code: 'notAPickle' });
  const protocol = bytes[0] === proto ? (bytes[1] ?? 0) : 0;
  if (protocol > maxProtocol) throw new PickleError({ code: 'unknownProtocol', protocol });
  while (input.at < bytes.length) {
    const at = input.at;
    input.instructionAt = at;
    if (++input.steps > maxPickleSteps) throw new PickleError({ code: 'pickleTooComplex', at });
    const byte = input.byte();
    if (byte === stop) return machine.pop();
    const instruction = instructions[byte];
    if (!instruction) throw new PickleError({ code: 'unknownInstruction', instruction: byte, at });
    instruction(machine);
  }
  throw new PickleError({ code: 'truncatedPickle', at: bytes.length });
}
