/** Summarizes in a few words how a message becomes bytes: its notation, escapes, line ending and checksum. */
import * as l10n from '@vscode/l10n';
import { checksumLabels } from '../../src/core/bytes/checksum.ts';
import type { Message } from '../../src/core/message/message.ts';
import { lineEndingOf, type MessageContext } from '../../src/core/message/messageBytes.ts';
import { hasValues } from '../../src/core/template/template.ts';
import { notationLabels } from './notations.ts';

/** Returns `Text`, `Hex` or `Base64`. */
export function notationText({ notation }: Message): string {
  return notationLabels().find(({ value }) => value === notation)?.label ?? '';
}

/** Returns the settings other than the notation: `CRLF · CRC-16/MODBUS`. Empty if none is set. */
export function optionsText(message: Message, context: MessageContext): string {
  const { notation, escapes, checksum } = message;
  const ending = lineEndingOf(message, context);
  const parts = [
    notation === 'text' && escapes ? l10n.t('Escapes') : undefined,
    ending === 'none' ? undefined : ending.toUpperCase(),
    checksum && checksumLabels[checksum],
    message.literal && hasVariables(message) ? l10n.t('Variables off') : undefined,
  ];
  return parts.filter(part => part !== undefined).join(' · ');
}

/** Returns the whole summary: `Text · CRLF · CRC-16/MODBUS`. */
export function formatText(message: Message, context: MessageContext): string {
  const options = optionsText(message, context);
  return options === '' ? notationText(message) : `${notationText(message)} · ${options}`;
}

/** Whether the message contains `{{$counter}}` or another variable that can be filled in. */
export function hasVariables({ notation, text }: Message): boolean {
  return notation !== 'base64' && hasValues(text);
}
