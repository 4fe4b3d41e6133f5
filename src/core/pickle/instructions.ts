/**
 * Effects of the pickle instructions, protocols 0 to 5: https://github.com/python/cpython/blob/main/Lib/pickletools.py
 */
import { PickleError } from './pickleInput.ts';
import type { PickleMachine } from './pickleMachine.ts';
import { isNode, omission, type PickleCollection, type PickleValue } from './pickleValue.ts';

type Instruction = (machine: PickleMachine) => void;

export const stop = 0x2e;
export const proto = 0x80;
export const maxProtocol = 5;

const table: Record<string, Instruction> = {
  // The pickle itself
  '\x80': m => expectProtocol(m.input.byte()),
  '\x95': m => expectFrame(m, m.input.length64()),
  '(': m => m.mark(),
  '0': m => m.drop(),
  '1': m => m.dropToMark(),
  '2': m => m.push(m.again(m.top())),
  q: m => m.memoize(m.input.byte()),
  r: m => m.memoize(m.input.uint32()),
  '\x94': m => m.memoize(),
  h: m => m.push(m.recall(m.input.byte())),
  j: m => m.push(m.recall(m.input.uint32())),

  // Protocol 0: values as lines
  p: m => m.memoize(m.input.decimal()),
  g: m => m.push(m.recall(m.input.decimal())),
  I: m => m.push(m.make.intLine(m.input.lineBytes())),
  L: m => m.push(m.make.intLine(m.input.lineBytes())),
  F: m => m.push(m.make.float(m.input.float())),
  S: m => m.push(m.make.quotedLine(m.input.lineBytes())),
  V: m => m.push(m.make.textLine(m.input.lineBytes())),
  P: m =>
    pushObject(m, [
      m.make.global('persistent_load'),
      m.make.collection('tuple', [m.make.textLine(m.input.lineBytes())]),
    ]),
  i: m => {
    const callee = m.make.global(`${m.input.line()}.${m.input.line()}`);
    m.push(m.make.object(callee, m.make.collection('tuple', m.popToMark())));
  },

  // Single values
  N: m => m.push(null),
  '\x88': m => m.push(true),
  '\x89': m => m.push(false),
  J: m => m.push(m.input.int32()),
  K: m => m.push(m.input.byte()),
  M: m => m.push(m.input.uint16()),
  '\x8a': m => m.push(m.make.int(m.input.byte())),
  '\x8b': m => m.push(m.make.int(m.input.int32())),
  G: m => m.push(m.make.float(m.input.float64())),
  U: m => m.push(m.make.bytes(m.input.byte())),
  T: m => m.push(m.make.bytes(m.input.int32())),
  C: m => m.push(m.make.bytes(m.input.byte())),
  B: m => m.push(m.make.bytes(m.input.uint32())),
  '\x8e': m => m.push(m.make.bytes(m.input.length64())),
  '\x96': m => m.push(m.make.bytes(m.input.length64())),
  '\x8c': m => m.push(m.make.text(m.input.byte())),
  X: m => m.push(m.make.text(m.input.uint32())),
  '\x8d': m => m.push(m.make.text(m.input.length64())),
  '\x97': m => {
    throw new PickleError({ code: 'missingBuffers', at: m.input.instructionAt });
  },
  '\x98': m => m.push(m.pop()),

  // Collections
  ')': m => m.push(m.make.collection('tuple')),
  '\x85': m => pushTuple(m, 1),
  '\x86': m => pushTuple(m, 2),
  '\x87': m => pushTuple(m, 3),
  t: m => m.push(m.make.collection('tuple', m.popToMark())),
  ']': m => m.push(m.make.collection('list')),
  l: m => m.push(m.make.collection('list', m.popToMark())),
  a: m => addItems(m, [m.pop()], 'list'),
  e: m => addItems(m, m.popToMark(), 'list'),
  '}': m => m.push(m.make.collection('dict')),
  d: m => m.push(m.make.collection('dict', pairs(m, m.popToMark()))),
  s: m => addEntries(m, popped(m, 2)),
  u: m => addEntries(m, pairs(m, m.popToMark())),
  '\x8f': m => m.push(m.make.collection('set')),
  '\x90': m => addItems(m, m.popToMark(), 'set'),
  '\x91': m => m.push(m.make.collection('frozenset', m.popToMark())),

  // Instructions with which Python would look up and call a function or class
  c: m => m.push(m.make.global(`${m.input.line()}.${m.input.line()}`)),
  '\x93': m => pushNamed(m, popped(m, 2)),
  '\x82': m => m.push(m.make.global(`copyreg.extension(${m.input.byte()})`)),
  '\x83': m => m.push(m.make.global(`copyreg.extension(${m.input.uint16()})`)),
  '\x84': m => m.push(m.make.global(`copyreg.extension(${m.input.int32()})`)),
  Q: m => pushObject(m, [m.make.global('persistent_load'), m.make.collection('tuple', [m.pop()])]),
  R: m => pushObject(m, popped(m, 2)),
  '\x81': m => pushObject(m, popped(m, 2)),
  '\x92': m => pushObject(m, popped(m, 3)),
  o: m => pushClass(m, m.popToMark()),
  b: m => setState(m, m.pop()),
};

/** Instructions by their byte. */
export const instructions: readonly (Instruction | undefined)[] = Array.from(
  { length: 256 },
  (_, byte) => table[String.fromCharCode(byte)],
);

function expectProtocol(protocol: number): void {
  if (protocol > maxProtocol) throw new PickleError({ code: 'unknownProtocol', protocol });
}

/** Checks a frame, which says how much Python reads ahead. Here, all of it has already been read. */
function expectFrame(machine: PickleMachine, length: number): void {
  const { bytes, at, isCut } = machine.input;
  if (length > bytes.length - at && !isCut) {
    throw new PickleError({ code: 'truncatedPickle', at: machine.input.instructionAt });
  }
}

/** Returns the last values, in the order in which they were pushed. */
function popped(machine: PickleMachine, count: number): PickleValue[] {
  const values = new Array<PickleValue>(count);
  for (let at = count - 1; at >= 0; at--) values[at] = machine.pop();
  return values;
}

function pushTuple(machine: PickleMachine, length: number): void {
  machine.push(machine.make.collection('tuple', popped(machine, length)));
}

function pairs(machine: PickleMachine, items: PickleValue[]): PickleValue[] {
  if (items.length % 2 !== 0) throw machine.input.malformed();
  return items;
}

/** Adds to the value on top of the stack: a collection of this kind, or an object whose class extends one. */
function addItems(machine: PickleMachine, items: PickleValue[], kind: 'list' | 'set'): void {
  const target = machine.top();
  if (target === omission) return;
  if (isNode(target) && target.kind === kind) machine.make.add(target, items);
  else if (isNode(target) && target.kind === 'object') {
    target.items ??= ownCollection(machine, 'list');
    if (target.items) machine.make.add(target.items, items);
  } else throw machine.input.malformed();
}

function addEntries(machine: PickleMachine, items: PickleValue[]): void {
  const target = machine.top();
  if (target === omission) return;
  if (isNode(target) && target.kind === 'dict') machine.make.add(target, items);
  else if (isNode(target) && target.kind === 'object') {
    target.entries ??= ownCollection(machine, 'dict');
    if (target.entries) machine.make.add(target.entries, items);
  } else throw machine.input.malformed();
}

function ownCollection(machine: PickleMachine, kind: 'list' | 'dict'): PickleCollection | undefined {
  const made = machine.make.collection(kind);
  return made.kind === 'omission' ? undefined : made;
}

function pushNamed(machine: PickleMachine, [module, name]: PickleValue[]): void {
  if (typeof module === 'string' && typeof name === 'string') machine.push(machine.make.global(`${module}.${name}`));
  else if (module === omission || name === omission) machine.push(omission);
  else throw machine.input.malformed();
}

function pushObject(machine: PickleMachine, [callee = null, args = null, kwargs]: PickleValue[]): void {
  machine.push(machine.make.object(callee, args, kwargs));
}

/** Creates an object from the values above the mark: a class and its arguments. */
function pushClass(machine: PickleMachine, [callee, ...args]: PickleValue[]): void {
  if (callee === undefined) throw machine.input.malformed();
  machine.push(machine.make.object(callee, machine.make.collection('tuple', args)));
}

function setState(machine: PickleMachine, state: PickleValue): void {
  const target = machine.top();
  if (target === omission) return;
  if (!isNode(target) || target.kind !== 'object') throw machine.input.malformed();
  target.state = state;
}
