/**
 * The contents of a pickle as data. No name in it is ever looked up, and nothing is called: a value that Python would
 * create by a call is an object that says what would be called, with which arguments.
 */

/**
 * None is null; booleans and strings are themselves. A `number` is an int that fits, a `bigint` one of up to 256 bytes.
 * A `Uint8Array` is bytes, a bytearray or a `str` of Python 2: a view of the pickle, unless protocol 0 wrote it with
 * escapes.
 */
export type PickleValue = null | boolean | number | bigint | string | Uint8Array | PickleNode;

export type PickleNode =
  | PickleFloat
  | PickleText
  | PickleLong
  | PickleGlobal
  | PickleCollection
  | PickleObject
  | PickleArray
  | PickleReference
  | PickleOmission;

export interface PickleFloat {
  readonly kind: 'float';
  readonly value: number;
}

/** A text of more than 256 bytes, as a view of the pickle: UTF-8 or, in protocol 0, Python's `raw-unicode-escape`. */
export interface PickleText {
  readonly kind: 'text';
  readonly bytes: Uint8Array;
  readonly isEscaped?: true;
}

/** An int of more than 256 bytes: two's complement, little-endian. */
export interface PickleLong {
  readonly kind: 'long';
  readonly bytes: Uint8Array;
}

/** A function or class by its qualified name: `os.system`. */
export interface PickleGlobal {
  readonly kind: 'global';
  readonly name: string;
}

export interface PickleCollection {
  readonly kind: 'list' | 'tuple' | 'set' | 'frozenset' | 'dict';
  /** Number in a tree, from 1, by which references refer to it. 0 before that. */
  id: number;
  /** In a tree, true if the value occurs again. */
  isShared?: true;
  /** For a dict: key, value, key, value… */
  items: PickleValue[];
  /** Number of further items for which there was no room. Absent if there were none. */
  omitted?: number;
}

/**
 * The result of a call that isn't made: `callee(*args, **kwargs)`, then `__setstate__(state)`, `append` for each item,
 * and `[key] = value` for each entry.
 */
export interface PickleObject {
  readonly kind: 'object';
  id: number;
  isShared?: true;
  callee: PickleValue;
  args: PickleValue;
  kwargs: PickleValue | undefined;
  state: PickleValue | undefined;
  items: PickleCollection | undefined;
  entries: PickleCollection | undefined;
}

/** A numpy array whose elements are single numbers or characters. */
export interface PickleArray {
  readonly kind: 'array';
  id: number;
  isShared?: true;
  /** numpy's `dtype.str`: `|u1`, `<f8`. */
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Memory order: C by rows, F by columns, K for any other order. */
  readonly order: 'C' | 'F' | 'K';
  /**
   * A view of the pickle, except for protocols 0 to 2, which write bytes as text. Its length is the actual one; the
   * shape may claim another.
   */
  readonly data: Uint8Array;
}

/** In a tree, refers to the earlier value with this number. That value may contain the reference itself. */
export interface PickleReference {
  readonly kind: 'reference';
  readonly to: number;
}

/** A value for which there was no room, or that is nested too deeply. */
export interface PickleOmission {
  readonly kind: 'omission';
}

export const omission: PickleOmission = { kind: 'omission' };

/** Texts and ints of up to this many bytes are values, longer ones views of the pickle. */
export const maxInlineBytes = 256;

export function isNode(value: PickleValue | undefined): value is PickleNode {
  return typeof value === 'object' && value !== null && !(value instanceof Uint8Array);
}

/** Flaw of a pickle. `at` is the offset of the instruction in bytes. */
export type PickleFlaw =
  /** The bytes don't begin like a pickle. */
  | { readonly code: 'notAPickle' }
  | { readonly code: 'unknownProtocol'; readonly protocol: number }
  /** The pickle ends before its STOP, inside the instruction at `at`. */
  | { readonly code: 'truncatedPickle'; readonly at: number }
  | { readonly code: 'unknownInstruction'; readonly instruction: number; readonly at: number }
  /** An instruction lacks the values, or the kind of value, that it needs. */
  | { readonly code: 'malformedPickle'; readonly at: number }
  /** The pickle's buffers were to be delivered separately. */
  | { readonly code: 'missingBuffers'; readonly at: number }
  /** More instructions, or more values on the stack, than are accepted. */
  | { readonly code: 'pickleTooComplex'; readonly at: number };
