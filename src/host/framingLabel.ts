/** Names a framing in the user's language: in a few words, and abbreviated for a toolbar. */
import { l10n } from 'vscode';
import type { EndpointConfig, Framing } from '../core/endpointConfig.ts';
import { isStream } from '../core/kinds.ts';
import type { PanelFraming } from '../protocol/panelCalls.ts';

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

/**
 * Returns a few characters for a toolbar: `u16 BE`, as in the presets of the settings. The delimiter and the numbers distinguish framings,
 * so they stay.
 */
export function shortFramingLabel(framing: Framing): string {
  if (typeof framing === 'string') return framingLabel(framing);
  if ('line' in framing)
    return framing.line === 'any' ? framingLabel(framing) : l10n.t('{0} lines', lineEndings[framing.line]);
  if ('delimiter' in framing) {
    const { delimiter } = framing;
    return typeof delimiter === 'string' ? JSON.stringify(delimiter) : delimiter.hex;
  }
  if ('fixed' in framing) return framing.fixed === 1 ? l10n.t('1 byte') : l10n.t('{0} bytes', framing.fixed);
  if ('idleMs' in framing) return l10n.t('{0} ms idle', framing.idleMs);
  const { bytes, endian } = framing.lengthPrefix;
  if (bytes === 1) return 'u8';
  return `u${bytes * 8} ${endian === 'big' ? 'BE' : 'LE'}`;
}

/**
 * Returns what a panel shows about the framing; undefined if no framing is applied: for datagrams, and if everything received is saved as
 * files.
 */
export function panelFraming(config: EndpointConfig): PanelFraming | undefined {
  const { files, framing = 'none' } = config;
  if (!isStream(config) || (files !== undefined && files.mode !== 'off')) return undefined;
  return { label: framingLabel(framing), short: shortFramingLabel(framing), isNone: framing === 'none' };
}
