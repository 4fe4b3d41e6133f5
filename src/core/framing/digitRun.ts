/** Numbers written in decimal or hexadecimal digits, in bytes from outside. */
import { hexDigit } from '../bytes/hex.ts';

export type Base = 10 | 16;

const zero = 0x30;

/** Number of digits beyond which no number fits 64 bits. */
const maxDigits: Readonly<Record<Base, number>> = { 10: 20, 16: 16 };

/** Maximum number of digits or blanks that are read: fields of a thousand characters exist. */
export const maxDigitRun = 1024;

/** Returns the offset after the digits that begin at `at`, at most `end`. */
export function digitsEnd(bytes: Uint8Array, at: number, end: number, base: Base): number {
  let index = at;
  while (index < end && isDigit(bytes[index] as number, base)) index++;
  return index;
}

/** Returns the offset of the first digit that makes the number longer than 64 bits, or -1. Leading zeros don't count. */
export function excessDigit(bytes: Uint8Array, at: number, end: number, base: Base): number {
  if (end - at <= maxDigits[base]) return -1;
  let first = at;
  while (first < end && bytes[first] === zero) first++;
  const most = first + maxDigits[base];
  return end > most ? most : -1;
}

/** Returns the value of the digits between two offsets; a bigint if it isn't a safe integer. */
export function numberIn(bytes: Uint8Array, at: number, end: number, base: Base): number | bigint {
  let number = 0;
  for (let index = at; index < end; index++) number = number * base + hexDigit(bytes[index] as number);
  if (number <= Number.MAX_SAFE_INTEGER) return number;
  return BigInt((base === 16 ? '0x' : '') + String.fromCharCode(...bytes.subarray(at, end)));
}

/** Writes digits, or other ASCII, as bytes. */
export function writeDigits(digits: string, bytes: Uint8Array, at: number): void {
  for (let index = 0; index < digits.length; index++) bytes[at + index] = digits.charCodeAt(index);
}

function isDigit(byte: number, base: Base): boolean {
  const value = hexDigit(byte);
  return value >= 0 && value < base;
}
