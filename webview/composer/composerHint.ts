/** The line below the message if there is no error: a preview of what would be sent, or help on the field. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { hasEscapes } from '../../src/core/bytes/escapes.ts';
import type { Message } from '../../src/core/message/message.ts';
import { isVariable, type MessageContext } from '../../src/core/message/messageBytes.ts';
import { previewText } from './messagePreview.ts';

export interface Hinted {
  readonly message: Message;
  readonly context: MessageContext;
  /** The bytes that would be sent; undefined if the message can't be parsed. */
  readonly bytes: Uint8Array | undefined;
  /** Value of `{{$counter}}` in the next message. */
  readonly counter: number;
}

export interface HintActions {
  resetCounter(): void;
  useEscapes(): void;
}

export function composerHint({ message, context, bytes, counter }: Hinted, actions: HintActions): TemplateResult {
  const preview = previewText(message, context, bytes ?? new Uint8Array());
  const isAsTyped = message.notation === 'text' && !message.escapes && hasEscapes(message.text);
  if (preview !== undefined) {
    const counts = isVariable(message) && message.text.includes('{{$counter') && counter !== 1;
    return html`${preview} ${counts ? html`· ${link(l10n.t('Reset Counter'), actions.resetCounter)}` : nothing}
      ${isAsTyped ? html`· ${asTyped(actions)}` : nothing}`;
  }
  if (isAsTyped) return asTyped(actions);
  const escapes = message.notation === 'text' && message.escapes;
  return html`${l10n.t('Enter: send · Shift+Enter: new line · ↑: history')}<span class="hint-drop"> · ${l10n.t('drop files anywhere')}</span>${
    escapes ? ` · ${l10n.t('escapes: {0}', '\\n \\x00 \\u{2713}')}` : nothing
  }`;
}

/** Offers to use escapes: while they are off, a typed `\r\n` is four characters. */
function asTyped({ useEscapes }: HintActions): TemplateResult {
  return html`${l10n.t('Sent as typed.')} ${link(l10n.t('Use Escapes'), useEscapes)}`;
}

function link(label: string, act: () => void): TemplateResult {
  return html`<button type="button" class="link" @click=${act}>${label}</button>`;
}
