/** Preview of what the composer would send now: its bytes, or the reason why there are none. */
import * as l10n from '@vscode/l10n';
import { decodeText } from '../../src/core/bytes/decodeText.ts';
import { formatHex } from '../../src/core/bytes/hex.ts';
import { visibleText } from '../../src/core/bytes/visibleText.ts';
import { wholeBefore } from '../../src/core/bytes/wholeCharacters.ts';
import type { Encoding } from '../../src/core/endpointConfig.ts';
import { maxMessageUnits } from '../../src/core/limits.ts';
import type { Message } from '../../src/core/message/message.ts';
import { isVariable, type MessageContext, messageBytes } from '../../src/core/message/messageBytes.ts';
import { byteCount } from '../byteCount.ts';
import { errorText } from '../errorText.ts';

const shownBytes = 48;
/** Bytes decoded beyond those shown, to see whether a character continues there. */
const spareBytes = 64;

interface Preview {
  readonly bytes?: Uint8Array;
  /** Sentence that says what can't be parsed, and where. */
  readonly problem?: string;
}

export class MessagePreview {
  #key: readonly unknown[] = [];
  #preview: Preview = {};

  /** Creates the preview only once per message: the page is rendered again with everything that is received. */
  of(message: Message, context: MessageContext, counter: number): Preview {
    const { encoding, lineEnding } = context;
    const key = [...Object.values(message), encoding, lineEnding, JSON.stringify(context.framing), counter];
    if (key.length !== this.#key.length || key.some((part, at) => part !== this.#key[at])) {
      this.#key = key;
      this.#preview = previewOf(message, context, counter);
    }
    return this.#preview;
  }
}

/** Returns a line about bytes that differ from the typed text; undefined if they don't. */
export function previewText(message: Message, { encoding }: MessageContext, bytes: Uint8Array): string | undefined {
  if (message.text === '' || (!isVariable(message) && message.checksum === undefined)) return undefined;
  const text =
    message.notation === 'text'
      ? visibleText(firstCharacters(bytes, encoding ?? 'utf8'), encoding)
      : formatHex(bytes.subarray(0, shownBytes));
  return l10n.t('Sends {0}: {1}', byteCount(bytes.length), bytes.length > shownBytes ? `${text} …` : text);
}

/** Returns the characters whose bytes are all among the first `shownBytes`. */
function firstCharacters(bytes: Uint8Array, encoding: Encoding): string {
  const text = decodeText(bytes.subarray(0, shownBytes), encoding);
  if (bytes.length <= shownBytes) return text;
  const further = decodeText(bytes.subarray(0, shownBytes + spareBytes), encoding);
  let same = 0;
  while (same < text.length && text[same] === further[same]) same++;
  return further.slice(0, wholeBefore(further, same));
}

function previewOf(message: Message, context: MessageContext, counter: number): Preview {
  if (message.text.length > maxMessageUnits)
    return { problem: l10n.t('This message is too long to send from here. Send it as a file instead.') };
  const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
  try {
    return { bytes: messageBytes(message, context, { counter, nowMs: Date.now(), random }) };
  } catch (error) {
    return { problem: errorText(error) };
  }
}
