/** The fields of a length prefix: how the length is written, and its parameters. */
import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import type { LengthField, LengthPrefix, LengthPrefixFraming } from '../../../src/core/endpointConfig.ts';
import { numberText } from '../../language.ts';
import { choiceInput } from '../controls.ts';
import { fieldId, fieldRow, labeled } from '../fieldRow.ts';
import { changedKind, noKindDrafts } from '../kindDrafts.ts';
import { type FramingDraft, partState } from './framingDraft.ts';
import { bytesRow, partRow, requiredNumberRow } from './framingRows.ts';
import { initialLengths, type LengthKind, lengthFieldOf, lengthKind, withLengthField } from './lengthKinds.ts';
import { lengthOptions } from './lengthOptions.ts';

const at = 'lengthPrefix';

export function lengthFields(draft: FramingDraft): TemplateResult[] {
  const { lengthPrefix } = draft.framing as LengthPrefixFraming;
  return [lengthFormat(draft, lengthPrefix), ...parameters(draft, lengthPrefix), lengthOptions(draft)];
}

function lengthFormat(draft: FramingDraft, prefix: LengthPrefix): TemplateResult {
  const { left = noKindDrafts, ...state } = partState(draft, [at]);
  const kind = lengthKind(prefix);
  const kinds: Record<LengthKind, string> = {
    bytes: l10n.t('Binary number'),
    digits: l10n.t('Decimal digits, fixed width'),
    digitsUntil: l10n.t('Decimal digits up to a character'),
    hexDigits: l10n.t('Hexadecimal digits'),
    bcd: l10n.t('BCD'),
    varint: l10n.t('Varint'),
  };
  const change = (chosen: unknown) => {
    const to = chosen as LengthKind;
    const held = { value: lengthFieldOf(prefix) };
    const next = changedKind(held, [kind, to], left, () => undefined, initialLengths[to]);
    draft.set({ lengthPrefix: withLengthField(prefix, next.value as LengthField) });
  };
  const id = fieldId([...draft.path, at]);
  const select = choiceInput(id, kinds, { ...state, value: kind, set: change });
  return labeled({ id, label: l10n.t('Length format'), help: helpOf(kind), problem: undefined }, select);
}

function helpOf(kind: LengthKind): string {
  const helps: Record<LengthKind, string> = {
    bytes: l10n.t('An unsigned integer of a fixed size.'),
    digits: l10n.t('A number as text, padded to a fixed width.'),
    digitsUntil: l10n.t('A number as text, without padding.'),
    hexDigits: l10n.t('A hexadecimal number as text, padded with zeros.'),
    bcd: l10n.t('Two decimal digits per byte.'),
    varint: l10n.t('Unsigned LEB128: 7 bits per byte, the lowest first, as in Protobuf.'),
  };
  return helps[kind];
}

function parameters(draft: FramingDraft, prefix: LengthPrefix): TemplateResult[] {
  if ('bytes' in prefix) return binary(draft, prefix.bytes);
  if ('digits' in prefix) return decimal(draft);
  if ('digitsUntil' in prefix) return [lengthEnd(draft)];
  if ('hexDigits' in prefix) return [digits(draft, 'hexDigits')];
  if ('bcd' in prefix) return [bcdBytes(draft)];
  return [];
}

/** A single byte has no byte order. */
function binary(draft: FramingDraft, bytes: number): TemplateResult[] {
  return bytes === 1 ? [binarySize(draft, bytes)] : [binarySize(draft, bytes), byteOrder(draft)];
}

function binarySize(draft: FramingDraft, bytes: number): TemplateResult {
  const state = partState(draft, [at, 'bytes']);
  const sizes = [1, 2, 3, 4, 8].map(size => [size, size === 1 ? l10n.t('1 byte') : l10n.t('{0} bytes', size)]);
  const largest = numberText(256n ** BigInt(bytes) - 1n);
  const field = {
    path: [...draft.path, at, 'bytes'],
    label: l10n.t('Length field size'),
    help: l10n.t('Holds lengths up to {0}.', largest),
    control: { type: 'choice', options: Object.fromEntries(sizes) },
  } as const;
  return fieldRow(field, { ...state, value: String(bytes), set: size => state.set(Number(size)) });
}

function byteOrder(draft: FramingDraft): TemplateResult {
  const texts = { label: l10n.t('Byte order'), help: l10n.t('Big-endian is network byte order.') };
  const options = { big: l10n.t('Big-endian'), little: l10n.t('Little-endian') };
  return partRow(draft, [at, 'endian'], texts, { type: 'choice', options });
}

function decimal(draft: FramingDraft): TemplateResult[] {
  const texts = {
    label: l10n.t('Padding'),
    help: l10n.t('How the length is padded when sent. When received, any of these is accepted.'),
  };
  const options = {
    right: l10n.t('Spaces after the digits'),
    left: l10n.t('Spaces before the digits'),
    zeros: l10n.t('Leading zeros'),
  };
  return [digits(draft, 'digits'), partRow(draft, [at, 'pad'], texts, { type: 'choice', options })];
}

function digits(draft: FramingDraft, key: 'digits' | 'hexDigits'): TemplateResult {
  const texts = { label: l10n.t('Length field size'), help: l10n.t('Number of digits, with padding.') };
  return requiredNumberRow(draft, [at, key], texts, l10n.t('digits'));
}

function bcdBytes(draft: FramingDraft): TemplateResult {
  const texts = { label: l10n.t('Length field size'), help: l10n.t('At most {0} bytes.', 10) };
  return requiredNumberRow(draft, [at, 'bcd'], texts, l10n.t('bytes'));
}

function lengthEnd(draft: FramingDraft): TemplateResult {
  const help = l10n.t('For example a space, as in syslog over TCP, or a colon, as in netstrings.');
  return bytesRow(draft, [at, 'digitsUntil'], { label: l10n.t('Length ends with'), help });
}
