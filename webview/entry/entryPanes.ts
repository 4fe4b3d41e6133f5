/** Chooses the panes that an entry offers, and the one in which it opens. */
import * as l10n from '@vscode/l10n';
import type { Decoded } from '../../src/core/decoders/decoded.ts';
import { type DecoderInput, wholeText } from '../../src/core/decoders/decoder.ts';
import { phraseText } from '../../src/core/phrase.ts';
import { foldedUnits } from '../transcript/foldedText.ts';
import type { EntryReading } from './entryReadings.ts';

/** `hex`, or the id of a decoder. */
export type Pane = string;
export const hex = 'hex';

/** Maximum length in bytes of texts that are checked for folding; longer ones are folded in any bubble. */
const sampleBytes = 4096;
/** Columns of a bubble in half a window. A wider bubble folds fewer texts, but those are as long. */
const bubbleColumns = 50;

export interface PaneChoice {
  readonly value: Pane;
  readonly label: string;
  readonly kind: Decoded['kind'] | typeof hex;
  /** Result of a decoder, shown instead of the bytes. */
  readonly decoded?: Decoded;
}

/** Returns the hexdump, which is available for any entry. */
export function bytesChoice(): PaneChoice {
  return { value: hex, label: l10n.t('Hex'), kind: hex };
}

/** Returns the panes that are available for an entry. */
export function paneChoices(readings: readonly EntryReading[]): PaneChoice[] {
  const decoded = readings.map(({ decoder: { id, name }, decoded }) => ({
    value: id,
    label: phraseText(name, l10n.t),
    kind: decoded.kind,
    decoded,
  }));
  return [bytesChoice(), ...decoded];
}

/**
 * Returns the pane that fits the content best. `isInBubble`: the transcript already shows the text, unlike the bytes.
 */
export function fittingPane(readings: readonly EntryReading[], isInBubble: boolean): Pane {
  const fitting = readings.findLast(({ isPreferred }) => isPreferred);
  if (!fitting || (isInBubble && fitting.decoded.kind === 'characters')) return hex;
  return fitting.decoder.id;
}

/** Whether a bubble shows all of the text without folding it. */
export function isInBubble(input: DecoderInput): boolean {
  const { bytes, length } = input;
  if (bytes.length < length || length > sampleBytes) return false;
  const text = wholeText(input, bytes);
  return foldedUnits(text, bubbleColumns) === text.length;
}
