/** Chooses the panes an entry offers, and the one it opens in. */
import { foldedUnits } from '../transcript/foldedText.ts';
import { decodeParts, isText, type TextEncoding } from './textEncodings.ts';

export const paneNames = ['hex', 'text', 'json', 'pickle', 'picture'] as const;
export type Pane = (typeof paneNames)[number];

/** Content detected in an entry. Hex and text are always available. */
export interface EntryKinds {
  readonly picture: boolean;
  readonly json: boolean;
  readonly pickle: boolean;
  /** Text of which a bubble shows only the beginning. Shorter text is visible already, unlike its bytes. */
  readonly longText: boolean;
}

/** Enough to distinguish text from bytes. */
const sampleBytes = 4096;
/** Columns of a bubble in half a window. A wider one folds fewer texts, but those have as many characters. */
const bubbleColumns = 50;

export function panesOf({ json, pickle, picture }: EntryKinds): Pane[] {
  return [
    'hex',
    'text',
    ...(json ? ['json' as const] : []),
    ...(pickle ? ['pickle' as const] : []),
    ...(picture ? ['picture' as const] : []),
  ];
}

/** Returns the pane that fits the content best. */
export function fittingPane({ picture, json, pickle, longText }: EntryKinds): Pane {
  if (picture) return 'picture';
  if (json) return 'json';
  if (pickle) return 'pickle';
  return longText ? 'text' : 'hex';
}

/** The pane that the user chose, if the entry has it; otherwise the one that fits. */
export function shownPane(kinds: EntryKinds, chosen: Pane | undefined): Pane {
  return chosen !== undefined && panesOf(kinds).includes(chosen) ? chosen : fittingPane(kinds);
}

/** Control characters that occur in most texts of people and programs. */
const usual = new Set(['\t', '\n', '\r', '\u001b']);
const control = /\p{Cc}/u;

/** Whether it is readable text that a bubble folds. `goesOn` as in `isReadable`. */
export function isLongText(bytes: Uint8Array, encoding: TextEncoding, goesOn: boolean): boolean {
  if (!isReadable(bytes, encoding, goesOn)) return false;
  if (goesOn || bytes.length > sampleBytes) return true;
  const [text = ''] = decodeParts(bytes, encoding, [0, bytes.length]);
  return foldedUnits(text, bubbleColumns) < text.length;
}

/** Whether it is human-readable text: valid in its encoding, with few control characters. `goesOn`: `bytes` is only the beginning. */
export function isReadable(bytes: Uint8Array, encoding: TextEncoding, goesOn: boolean): boolean {
  const sample = bytes.subarray(0, sampleBytes);
  if (!isText(sample, encoding, goesOn || sample.length < bytes.length)) return false;
  const [text = ''] = decodeParts(sample, encoding, [0, sample.length]);
  const characters = [...text];
  const controls = characters.filter(one => control.test(one) && !usual.has(one)).length;
  // A short message may be framed by two of them; among many characters, they are rare in text but common in binary data.
  return controls <= 0.3 * characters.length && controls <= 2 + 0.1 * characters.length;
}
