/** Compares colors that JPEG or scaling has changed slightly. */
import assert from 'node:assert/strict';

/** @throws AssertionError unless both have the same length and no number differs by more than the tolerance. */
export function assertNear(
  actual: readonly number[] | undefined,
  expected: readonly number[],
  tolerance: number,
  what = 'it',
): void {
  const isNear = expected.every((value, at) => Math.abs(value - (actual?.[at] ?? Number.NaN)) <= tolerance);
  assert.ok(isNear && actual?.length === expected.length, `${what} is ${actual}, not ${expected}`);
}
