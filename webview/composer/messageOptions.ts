/** How a message becomes bytes: escapes, line ending, checksum, variables. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { type ChecksumName, checksumLabels, checksumNames } from '../../src/core/bytes/checksum.ts';
import type { LineEnding, Message } from '../../src/core/message/message.ts';
import { addsLineEnding, type MessageContext } from '../../src/core/message/messageBytes.ts';
import { hasValues } from '../../src/core/template/template.ts';

export type MessageOptions = Pick<Message, 'escapes' | 'lineEnding' | 'checksum' | 'literal'>;
type Change = (option: { [Key in keyof MessageOptions]?: MessageOptions[Key] | undefined }) => void;

export function messageOptions(message: Message, context: MessageContext, change: Change): TemplateResult {
  const isText = message.notation === 'text';
  return html`${isText ? escapesToggle(message, change) : nothing}
    ${isText && !addsLineEnding(context) ? lineEndingSelect(message, context, change) : nothing}
    ${checksumSelect(message, change)} ${variablesToggle(message, change)}`;
}

function escapesToggle({ escapes = false }: Message, change: Change): TemplateResult {
  const title = l10n.t('Read \\n, \\x00 and \\u{2713} as escapes. Off, a backslash is a backslash.');
  return toggle(escapes, l10n.t('\\n Escapes'), title, () => change({ escapes: !escapes }));
}

/** Only where there are any: few messages have variables. */
function variablesToggle(
  { notation, text, literal = false }: Message,
  change: Change,
): TemplateResult | typeof nothing {
  if (notation === 'base64' || !hasValues(text)) return nothing;
  const title = l10n.t(
    'Send the values of {{$counter}}, {{$now}}, {{$uuid}} and {{$random 16}}. Off, they are sent as they stand.',
  );
  return toggle(!literal, l10n.t('{{$…}} Variables'), title, () => change({ literal: !literal }));
}

function toggle(isOn: boolean, label: string, title: string, press: () => void): TemplateResult {
  return html`<button type="button" class="toggle" role="switch" aria-checked=${isOn} title=${title} @click=${press}>${label}</button>`;
}

function lineEndingSelect({ lineEnding }: Message, context: MessageContext, change: Change): TemplateResult {
  const options: Record<LineEnding, string> = {
    none: l10n.t('No line ending'),
    lf: 'LF \\n',
    crlf: 'CRLF \\r\\n',
    cr: 'CR \\r',
  };
  const current = lineEnding ?? context.lineEnding ?? 'none';
  return select(l10n.t('Line ending'), Object.entries(options), current, value =>
    change({ lineEnding: value as LineEnding }),
  );
}

function checksumSelect({ checksum }: Message, change: Change): TemplateResult {
  const options: [string, string][] = [
    ['', l10n.t('No checksum')],
    ...checksumNames.map((name): [string, string] => [name, checksumLabels[name]]),
  ];
  return select(l10n.t('Checksum, appended to the message'), options, checksum ?? '', value =>
    change({ checksum: value === '' ? undefined : (value as ChecksumName) }),
  );
}

function select(
  label: string,
  options: readonly (readonly [string, string])[],
  current: string,
  choose: (value: string) => void,
): TemplateResult {
  return html`<select aria-label=${label} title=${label} .value=${current}
    @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
    ${options.map(([value, text]) => html`<option value=${value} ?selected=${value === current}>${text}</option>`)}
  </select>`;
}
