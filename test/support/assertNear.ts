/** Colours that went through JPEG or a coarser scale are nearly what they were. */
import assert from 'node:assert/strict';

/** As many numbers, none further off than that. */
export function assertNear(
  actual: readonly number[] | undefined,
  expected: readonly number[],
  tolerance: number,
  what = 'it',
): void {
  const isNear = expected.every((value, at) => Math.abs(value - (actual?.[at] ?? Number.NaN)) <= tolerance);
  assert.ok(isNear && actual?.length === expected.length, `${what} is ${actual}, not ${expected}`);
}
