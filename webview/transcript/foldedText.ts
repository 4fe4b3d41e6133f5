/** Truncates what a bubble shows of a long message until the user wants more. */
import { wholeBefore } from '../../src/core/bytes/wholeCharacters.ts';

/** Maximum number of UTF-16 units of a folded message. */
const maxUnits = 1000;
/** Maximum number of lines of a folded bubble. */
export const maxTextLines = 20;
/** Escapes aren't meant to be read: a few lines of them show that the message is binary. */
export const maxBinaryLines = 6;
/** A message that is longer by no more lines than this is shown whole. */
export const spareLines = 2;
/** A message with at least this share of escapes is binary. */
const binaryShare = 0.25;
/** `\n`, `\xff`, and `\u{85}` or `\u{202e}` for an invisible character. */
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

/** Returns how many units of a text fit on one line of `columns` characters, in which line ends and tabs are escapes like `\n`. */
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

/** Returns how many units fill this many lines. */
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

/** Line ends and tabs, which belong to text. */
function isBlank(unit: number): boolean {
  return unit === 0x09 || unit === 0x0a || unit === 0x0d;
}

/** ASCII controls, and bytes that aren't text. */
function isEscape(unit: number): boolean {
  if (isBlank(unit)) return false;
  return unit < 0x20 || unit === 0x7f || (unit >= 0xdc80 && unit <= 0xdcff);
}

/** Controls beyond ASCII, and the soft hyphen. */
function isHiddenLatin(unit: number): boolean {
  return (unit >= 0x80 && unit < 0xa0) || unit === 0xad;
}

/** Direction marks, separators, and characters without a width. Joiners in emoji and words belong to text. */
function isHidden(unit: number): boolean {
  if (unit < 0x200b) return unit === 0x61c || unit === 0x180e;
  if (unit === 0x200c || unit === 0x200d) return false;
  return unit <= 0x200f || (unit >= 0x2028 && unit <= 0x202e) || (unit >= 0x2060 && unit <= 0x206f) || unit === 0xfeff;
}
