/** The fields that determine how a message becomes bytes: escapes, line ending, checksum, variables. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { type ChecksumName, checksumLabels, checksumNames } from '../../src/core/bytes/checksum.ts';
import type { LineEnding, Message, Notation } from '../../src/core/message/message.ts';
import { addsLineEnding, lineEndingOf, type MessageContext } from '../../src/core/message/messageBytes.ts';
import { hasVariables } from './messageFormat.ts';

export type MessageOptions = Pick<Message, 'escapes' | 'lineEnding' | 'checksum' | 'literal'>;
export type ChangedOptions = { [Key in keyof MessageOptions]?: MessageOptions[Key] | undefined };
export type ChangedFormat = ChangedOptions & { readonly notation?: Notation };
type Change = (options: ChangedOptions) => void;

/** Returns the message in another format. Options given as `undefined` are removed. */
export function withFormat(message: Message, format: ChangedFormat): Message {
  const merged = Object.entries({ ...message, ...format }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(merged) as unknown as Message;
}

export function messageOptions(message: Message, context: MessageContext, change: Change): TemplateResult {
  const isText = message.notation === 'text';
  return html`${isText && !addsLineEnding(context) ? lineEndingSelect(message, context, change) : nothing}
    ${checksumSelect(message, change)}
    ${isText ? escapesBox(message, change) : nothing}
    ${hasVariables(message) ? variablesBox(message, change) : nothing}`;
}

function escapesBox({ escapes = false }: Message, change: Change): TemplateResult {
  return checkbox(escapes, l10n.t('Escapes'), l10n.t('such as {0}', '\\n \\x00 \\u{2713}'), isOn =>
    change({ escapes: isOn }),
  );
}

/** Shown only if the message has variables, which few have. */
function variablesBox({ literal = false }: Message, change: Change): TemplateResult {
  const examples = l10n.t('such as {0}', '{{$counter}} {{$now}} {{$uuid}}');
  return checkbox(!literal, l10n.t('Variables'), examples, isOn => change({ literal: !isOn }));
}

function checkbox(isOn: boolean, label: string, examples: string, set: (isOn: boolean) => void): TemplateResult {
  return html`<label class="format-check">
    <input type="checkbox" aria-label=${label} .checked=${live(isOn)}
      @change=${(event: Event) => set((event.target as HTMLInputElement).checked)}>
    <span>${label} <span class="examples">${examples}</span></span></label>`;
}

function lineEndingSelect(message: Message, context: MessageContext, change: Change): TemplateResult {
  const options: Record<LineEnding, string> = {
    none: l10n.t('None'),
    lf: 'LF \\n',
    crlf: 'CRLF \\r\\n',
    cr: 'CR \\r',
  };
  return select(l10n.t('Line ending'), Object.entries(options), lineEndingOf(message, context), value =>
    change({ lineEnding: value as LineEnding }),
  );
}

function checksumSelect({ checksum }: Message, change: Change): TemplateResult {
  const options: [string, string][] = [
    ['', l10n.t('None')],
    ...checksumNames.map((name): [string, string] => [name, checksumLabels[name]]),
  ];
  return select(l10n.t('Checksum'), options, checksum ?? '', value =>
    change({ checksum: value === '' ? undefined : (value as ChecksumName) }),
  );
}

function select(
  label: string,
  options: readonly (readonly [string, string])[],
  current: string,
  choose: (value: string) => void,
): TemplateResult {
  return html`<label class="format-row"><span>${label}</span>
    <select aria-label=${label} @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
      ${options.map(([value, text]) => html`<option value=${value} .selected=${live(value === current)}>${text}</option>`)}
    </select></label>`;
}
