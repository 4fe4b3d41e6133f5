/** Truncates long messages in bubbles until the user expands them. */
import { wholeBefore } from '../../src/core/bytes/wholeCharacters.ts';

/** Maximum number of UTF-16 units of a folded message. */
const maxUnits = 1000;
/** Maximum number of lines of a folded bubble. */
export const maxTextLines = 20;
/** Escapes aren't meant to be read: a few lines of them show that the message is binary. */
export const maxBinaryLines = 6;
/** A message that exceeds the limit by at most this many lines is shown completely. */
export const spareLines = 2;
/** A message with at least this share of escapes is binary. */
const binaryShare = 0.25;
/** A cut is moved back to the end of a word if that is at most this many UTF-16 units away. */
const maxWordUnits = 24;
/** Columns of a character of East Asian scripts: somewhat fewer in most fonts. */
const wideColumns = 2;
/** Columns of escapes: 2 for `\n`, 4 for `\xff`, and 6 or 8 for `\u{85}` or `\u{202e}`, an invisible character. */
const shortEscapeColumns = 2;
const escapeColumns = 4;
const characterEscapeColumns = 6;
const longEscapeColumns = 8;

/** Hangul, ideographs, kana, and full-width forms: first and last unit of each range. */
const wideRanges = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
] as const;

/**
 * Returns how many UTF-16 units of a text are shown if `columns` characters fit on a line: all of them if it isn't much longer than
 * `maxLines`, or than the fewer lines of a binary message.
 */
export function foldedUnits(text: string, columns: number, maxLines = maxTextLines): number {
  const lines = isBinary(text) ? Math.min(maxBinaryLines, maxLines) : maxLines;
  const isLong = text.length > maxUnits || unitsOfLines(text, lines + spareLines, columns) < text.length;
  if (!isLong) return text.length;
  const units = wholeBefore(text, Math.min(maxUnits, unitsOfLines(text, lines, columns)));
  return isBinary(text) ? units : endOfWord(text, units);
}

/**
 * Returns the number of units that fit on one line of `columns` characters, with line ends and tabs as escapes like
 * `\n`. That may be too many for characters of another font: whether these fit is seen once they are drawn.
 */
export function unitsInLine(text: string, columns: number): number {
  let column = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    column += isBlank(unit) ? shortEscapeColumns : (columnsOfEscape(unit) ?? 1);
    if (column > columns) return at;
  }
  return text.length;
}

/** Whether a text is mostly escapes. */
export function isBinary(text: string): boolean {
  let escapes = 0;
  const units = Math.min(text.length, maxUnits);
  for (let at = 0; at < units; at++) if (columnsOfEscape(text.charCodeAt(at)) !== undefined) escapes++;
  return escapes > binaryShare * units;
}

/**
 * Returns where to cut a text instead of inside the word at `unit`: behind the word before, or behind a line end. Where
 * no word ends near, as in an address or between East Asian characters, that is `unit` itself.
 */
function endOfWord(text: string, unit: number): number {
  if (unit === text.length || isWide(text.charCodeAt(unit)) || isWide(text.charCodeAt(unit - 1))) return unit;
  const near = text.slice(Math.max(0, unit - maxWordUnits), unit);
  const words = /\s/.test(text.charAt(unit)) ? near : near.replace(/\S+$/, '');
  const { length } = words.replace(/[^\S\r\n]+$/, '');
  return length === 0 ? unit : unit - near.length + length;
}

/** Returns the number of units that fill this many lines. */
function unitsOfLines(text: string, lines: number, columns: number): number {
  let line = 1;
  let column = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    column += columnsOf(unit);
    if (column > columns) {
      line++;
      column = columnsOf(unit);
    }
    if (line > lines) return at;
    if (unit === 0x0a) {
      line++;
      column = 0;
    }
  }
  return text.length;
}

function columnsOf(unit: number): number {
  return columnsOfEscape(unit) ?? (isWide(unit) ? wideColumns : 1);
}

/** Returns undefined for a unit that isn't shown as an escape. */
function columnsOfEscape(unit: number): number | undefined {
  if (isEscape(unit)) return escapeColumns;
  if (isHiddenLatin(unit)) return characterEscapeColumns;
  return isHidden(unit) ? longEscapeColumns : undefined;
}

/**
 * Whether a unit is a character of double width (UAX #11) of the Basic Multilingual Plane. Those of the other planes,
 * such as emoji, have two units.
 */
function isWide(unit: number): boolean {
  return unit >= 0x1100 && wideRanges.some(([first, last]) => unit >= first && unit <= last);
}

/** Whether a unit is a line end or a tab, which belong to text. */
function isBlank(unit: number): boolean {
  return unit === 0x09 || unit === 0x0a || unit === 0x0d;
}

/** Whether a unit is an ASCII control, or a byte that isn't text. */
function isEscape(unit: number): boolean {
  if (isBlank(unit)) return false;
  return unit < 0x20 || unit === 0x7f || (unit >= 0xdc80 && unit <= 0xdcff);
}

/** Whether a unit is a control beyond ASCII, or the soft hyphen. */
function isHiddenLatin(unit: number): boolean {
  return (unit >= 0x80 && unit < 0xa0) || unit === 0xad;
}

/**
 * Whether a unit is a direction mark, a separator, or a character without a width. Joiners, which belong to emoji and
 * words, don't count.
 */
function isHidden(unit: number): boolean {
  if (unit < 0x200b) return unit === 0x61c || unit === 0x180e;
  if (unit === 0x200c || unit === 0x200d) return false;
  return unit <= 0x200f || (unit >= 0x2028 && unit <= 0x202e) || (unit >= 0x2060 && unit <= 0x206f) || unit === 0xfeff;
}
