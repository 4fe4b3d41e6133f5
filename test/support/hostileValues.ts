/** Values that none of our callers passes, and arguments that contain one of them. */
import type { Dice } from '../soak/dice.ts';

const plain = [
  ...[null, undefined, Number.NaN, -1, -0, 1.5, 2 ** 32, 2 ** 53, 1e308, Number.POSITIVE_INFINITY, 10n, true],
  ...['', '__proto__', 'constructor', '\ud800', '\u202e\x1b[31m', 'x'.repeat(100_000)],
];
const made: readonly (() => unknown)[] = [
  () => [],
  () => ({}),
  () => nested(50),
  () => nested(10_000),
  () => JSON.parse('{"__proto__": {"isHostile": true}, "constructor": {"prototype": {"isHostile": true}}}'),
  () => ({ toString: 1, valueOf: 1 }),
  () => JSON.parse('{"then": 1}'),
  () => new Uint8Array(1000),
  () => new ArrayBuffer(8),
  () => new Date(Number.NaN),
  () => new Map([[1, 2]]),
  () => Array.from({ length: 10_000 }, () => 1),
  () => cyclic(),
];
const keys = ['__proto__', 'constructor', 'toString', 'then', 'extra'];

/** Returns one of them. */
export function hostileValue(dice: Dice): unknown {
  return dice.oneIn(2) ? dice.pick(plain) : dice.pick(made)?.();
}

/** Returns a copy in which one value is replaced, removed or added, at any depth. */
export function spoiled(value: unknown, dice: Dice): unknown {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || dice.oneIn(4))
    return hostileValue(dice);
  if (Array.isArray(value)) return spoiledList(value, dice);
  const copy: Record<string, unknown> = { ...value };
  const key = dice.pick(Object.keys(copy)) ?? 'extra';
  if (dice.oneIn(5)) delete copy[key];
  else if (dice.oneIn(4)) {
    const property = { value: hostileValue(dice), enumerable: true, configurable: true, writable: true };
    Object.defineProperty(copy, dice.pick(keys) ?? 'extra', property);
  } else copy[key] = spoiled(copy[key], dice);
  return copy;
}

function spoiledList(list: readonly unknown[], dice: Dice): unknown[] {
  if (list.length === 0 || dice.oneIn(6)) return [...list, hostileValue(dice)];
  if (dice.oneIn(6)) return list.slice(0, -1);
  const at = dice.number(list.length);
  return list.with(at, spoiled(list[at], dice));
}

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = { value };
  return value;
}

function cyclic(): unknown {
  const value: Record<string, unknown> = {};
  value.value = value;
  return value;
}
