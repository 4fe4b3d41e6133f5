/** `1 byte`, `12 bytes`. */
import * as l10n from '@vscode/l10n';
import { countedBytes } from '../src/core/bytes/countedBytes.ts';
import { toldPhrase } from '../src/core/phrase.ts';

export function byteCount(bytes: number): string {
  return toldPhrase(countedBytes(bytes), l10n.t);
}
