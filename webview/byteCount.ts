/** Returns a count with its unit: `1 byte`, `12 bytes`. */
import * as l10n from '@vscode/l10n';
import { countedBytes } from '../src/core/bytes/formatBytes.ts';
import { phraseText } from '../src/core/phrase.ts';

export function byteCount(bytes: number): string {
  return phraseText(countedBytes(bytes), l10n.t);
}
