/** The plain fields of the form: one row each, with its help. Framing and replies have controls of their own. */
import * as l10n from '@vscode/l10n';
import type { Encoding, EndpointConfig, SocketOptions } from '../../src/core/endpointConfig.ts';
import { hasField, hasOption, type KindConfig, peerRole } from '../../src/core/kinds.ts';
import type { FieldPath } from './configDraft.ts';
import { payloadEscapes, payloadValues } from './payloadField.ts';

export type FieldControl =
  | { readonly type: 'text'; readonly placeholder?: string }
  /** `notationName` is the label of the choice between text and hex. */
  | { readonly type: 'payload'; readonly notationName: string }
  | { readonly type: 'number'; readonly unit?: string; readonly placeholder?: string; readonly min?: number | null }
  | { readonly type: 'switch'; readonly isOnByDefault?: boolean }
  | { readonly type: 'choice'; readonly options: Readonly<Record<string, string>> };

export interface Field {
  readonly path: FieldPath;
  readonly label: string;
  readonly help: string;
  readonly control: FieldControl;
}

/** Returns the fields that endpoints of this kind have. */
export function fieldsOf(config: KindConfig, fields: readonly Field[]): Field[] {
  return fields.filter(({ path: [key, option] }) => hasKey(config, String(key), String(option)));
}

/** Whether a kind has a config key; for `options`, whether it has this option. */
export function hasKey(config: KindConfig, key: string, option: string): boolean {
  return key === 'options'
    ? hasOption(config, option as keyof SocketOptions)
    : hasField(config, key as keyof EndpointConfig);
}

export function bytesInput(placeholder: string): FieldControl {
  return { type: 'number', unit: l10n.t('bytes'), placeholder };
}

export function millisecondsInput(placeholder = ''): FieldControl {
  return { type: 'number', unit: 'ms', placeholder };
}

export function onOff(isOnByDefault = false): FieldControl {
  return { type: 'switch', isOnByDefault };
}

export function textFields(): Field[] {
  return [
    {
      path: ['encoding'],
      label: l10n.t('Encoding'),
      help: l10n.t('How received bytes are shown as text and typed text is sent.'),
      control: {
        type: 'choice',
        options: { utf8: 'UTF-8', latin1: 'Latin-1', utf16le: 'UTF-16 LE', utf16be: 'UTF-16 BE' } satisfies Record<
          Encoding,
          string
        >,
      },
    },
    {
      path: ['lineEnding'],
      label: l10n.t('Appended line ending'),
      help: l10n.t(
        'Appended to typed text. With line framing, the framing’s own ending is used instead; if it accepts any ending, this one is used (LF if none).',
      ),
      control: {
        type: 'choice',
        options: { none: l10n.t('None'), lf: 'LF \\n', crlf: 'CRLF \\r\\n', cr: 'CR \\r' },
      },
    },
  ];
}

export function greetingFields(config: KindConfig): Field[] {
  return [
    {
      path: ['greeting'],
      label: l10n.t('Greeting'),
      help:
        peerRole(config) === 'server'
          ? l10n.t(
              'Sent to the server as soon as the connection is established. Escapes: {0}. Placeholders: {1}.',
              payloadEscapes,
              payloadValues,
            )
          : l10n.t(
              'Sent to each client as soon as it connects. Escapes: {0}. Placeholders: {1}.',
              payloadEscapes,
              payloadValues,
            ),
      control: { type: 'payload', notationName: l10n.t('Greeting format') },
    },
    {
      path: ['closeAfterGreeting'],
      label: l10n.t('Close after greeting'),
      help: l10n.t('Close each connection once the greeting is sent.'),
      control: onOff(),
    },
  ];
}
