/** Names and examples of the notations of a message. */
import * as l10n from '@vscode/l10n';
import type { Notation } from '../../src/core/message/message.ts';
import type { SegmentOption } from '../widgets/segments.ts';

export function notationLabels(): SegmentOption<Notation>[] {
  return [
    { value: 'text', label: l10n.t('Text') },
    { value: 'hex', label: l10n.t('Hex') },
    { value: 'base64', label: l10n.t('Base64') },
  ];
}

/** Returns the placeholder of the empty field. */
export function placeholder(notation: Notation): string {
  if (notation === 'hex') return '01 02 ff, 0x01,0x02, 0102ff';
  return notation === 'base64' ? 'SGVsbG8=' : l10n.t('Message');
}
