/** A framing in a few words of the user's language. */
import { l10n } from 'vscode';
import type { Framing } from '../core/endpointConfig.ts';

const lineEndings = { lf: 'LF', crlf: 'CRLF', cr: 'CR' };

export function framingLabel(framing: Framing): string {
  if (framing === 'none') return l10n.t('no framing');
  if (framing === 'slip') return 'SLIP';
  if (framing === 'cobs') return 'COBS';
  if ('line' in framing) {
    return framing.line === 'any' ? l10n.t('lines') : l10n.t('lines that end with {0}', lineEndings[framing.line]);
  }
  if ('delimiter' in framing) {
    const { delimiter } = framing;
    return l10n.t('ends with {0}', typeof delimiter === 'string' ? JSON.stringify(delimiter) : delimiter.hex);
  }
  if ('fixed' in framing) return framing.fixed === 1 ? l10n.t('1 byte each') : l10n.t('{0} bytes each', framing.fixed);
  if ('idleMs' in framing) return l10n.t('ends after {0} ms without data', framing.idleMs);
  const { bytes, endian } = framing.lengthPrefix;
  if (bytes === 1) return l10n.t('length prefix of 1 byte');
  return endian === 'big'
    ? l10n.t('length prefix of {0} bytes, big-endian', bytes)
    : l10n.t('length prefix of {0} bytes, little-endian', bytes);
}
