/** `1 byte`, `12 bytes`. */
import * as l10n from '@vscode/l10n';

export function byteCount(bytes: number): string {
  return bytes === 1 ? l10n.t('1 byte') : l10n.t('{0} bytes', bytes);
}
