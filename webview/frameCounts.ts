/** Counts the frames of a video, sent, received or taken by a camera: `38 frames`, `12 skipped`. */
import * as l10n from '@vscode/l10n';
import { numberText } from './language.ts';

/** `skipped` ones are not among the `frames`; they are left out while there are none. */
export function frameCounts(frames: number, skipped: number): string[] {
  return [
    frames === 1 ? l10n.t('1 frame') : l10n.t('{0} frames', numberText(frames)),
    ...(skipped === 0 ? [] : [l10n.t('{0} skipped', numberText(skipped))]),
  ];
}
