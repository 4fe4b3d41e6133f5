/** Chooses the panes an entry offers, and the one it opens in. */
import * as l10n from '@vscode/l10n';
import type { Decoded } from '../../src/core/decoders/decoded.ts';
import { type DecoderInput, wholeText } from '../../src/core/decoders/decoder.ts';
import { phraseText } from '../../src/core/phrase.ts';
import { foldedUnits } from '../transcript/foldedText.ts';
import type { EntryReading } from './entryReadings.ts';

/** The hexdump, or a decoder by its id. */
export type Pane = string;
export const hex = 'hex';

/** Longer texts are folded in any bubble. */
const sampleBytes = 4096;
/** Columns of a bubble in half a window. A wider one folds fewer texts, but those have as many characters. */
const bubbleColumns = 50;

export interface PaneChoice {
  readonly value: Pane;
  readonly label: string;
  readonly kind: Decoded['kind'] | typeof hex;
  /** Shown in the pane instead of the bytes. */
  readonly decoded?: Decoded;
}

/** The hexdump, which shows any entry. */
export function bytesChoice(): PaneChoice {
  return { value: hex, label: l10n.t('Hex'), kind: hex };
}

/** Returns the panes that an entry has. */
export function paneChoices(readings: readonly EntryReading[]): PaneChoice[] {
  const decoded = readings.map(({ decoder: { id, name }, decoded }) => ({
    value: id,
    label: phraseText(name, l10n.t),
    kind: decoded.kind,
    decoded,
  }));
  return [bytesChoice(), ...decoded];
}

/** Returns the pane that fits the content best. `isInBubble`: its text is visible already, unlike its bytes. */
export function fittingPane(readings: readonly EntryReading[], isInBubble: boolean): Pane {
  const fitting = readings.findLast(({ isPreferred }) => isPreferred);
  if (!fitting || (isInBubble && fitting.decoded.kind === 'characters')) return hex;
  return fitting.decoder.id;
}

/** Whether a bubble shows all of the text, and doesn't fold it. */
export function isInBubble(input: DecoderInput): boolean {
  const { bytes, length } = input;
  if (bytes.length < length || length > sampleBytes) return false;
  const text = wholeText(input, bytes);
  return foldedUnits(text, bubbleColumns) === text.length;
}
