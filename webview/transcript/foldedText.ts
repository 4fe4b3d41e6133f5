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
/** Columns of escapes: 2 for `\n`, 4 for `\xff`, and 6 or 8 for `\u{85}` or `\u{202e}`, an invisible character. */
const shortEscapeColumns = 2;
const escapeColumns = 4;
const characterEscapeColumns = 6;
const longEscapeColumns = 8;

/**
 * Returns how many UTF-16 units of a text are shown if `columns` characters fit on a line: all of them if it isn't much longer than
 * `maxLines`, or than the fewer lines of a binary message.
 */
export function foldedUnits(text: string, columns: number, maxLines = maxTextLines): number {
  const lines = isBinary(text) ? Math.min(maxBinaryLines, maxLines) : maxLines;
  const isLong = text.length > maxUnits || unitsOfLines(text, lines + spareLines, columns) < text.length;
  if (!isLong) return text.length;
  return wholeBefore(text, Math.min(maxUnits, unitsOfLines(text, lines, columns)));
}

/**
 * Returns the number of units that fit on one line of `columns` characters, with line ends and tabs as escapes like
 * `\n`.
 */
export function unitsInLine(text: string, columns: number): number {
  let column = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    column += isBlank(unit) ? shortEscapeColumns : columnsOf(unit);
    if (column > columns) return at;
  }
  return text.length;
}

/** Whether a text is mostly escapes. */
export function isBinary(text: string): boolean {
  let escapes = 0;
  const units = Math.min(text.length, maxUnits);
  for (let at = 0; at < units; at++) if (columnsOf(text.charCodeAt(at)) > 1) escapes++;
  return escapes > binaryShare * units;
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
  if (isEscape(unit)) return escapeColumns;
  if (isHiddenLatin(unit)) return characterEscapeColumns;
  return isHidden(unit) ? longEscapeColumns : 1;
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
