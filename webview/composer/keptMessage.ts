/** The message being written, stored for the next time the panel is opened. */
import type { Message } from '../../src/core/message/message.ts';
import { keep, keptState } from '../hostCalls.ts';

/** Maximum length of a text that is stored, in UTF-16 units: the page's whole state is written with each change. */
const keptUnits = 1024 * 1024;

export function keptMessage(): Message {
  const { notation = 'text', draft = '', escapes = false, lineEnding, checksum, literal } = keptState();
  return {
    notation,
    text: draft,
    escapes,
    ...(lineEnding !== undefined && { lineEnding }),
    ...(checksum !== undefined && { checksum }),
    ...(literal && { literal }),
  };
}

/** Stores a message that replaces another one. */
export function keepMessage(message: Message, before: Message): void {
  const { notation, text, escapes = false, lineEnding, checksum, literal = false } = message;
  const draft = text.length > keptUnits ? '' : text;
  keep({ notation, escapes, lineEnding, checksum, literal, ...(text !== before.text && { draft }) });
}
