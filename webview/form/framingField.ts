/** The field for how a stream is split into frames: the kind of framing, and its parameters. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { encodeText } from '../../src/core/bytes/encodeText.ts';
import { textThatEncodesTo } from '../../src/core/bytes/escapedText.ts';
import { formatHex, parseHex } from '../../src/core/bytes/hex.ts';
import type {
  BinaryLength,
  DelimiterFraming,
  Framing,
  LengthPrefix,
  LengthPrefixOptions,
} from '../../src/core/endpointConfig.ts';
import { choiceInput, type FieldState, numberInput, switchInput, textInput } from './controls.ts';
import { labeled } from './fieldRow.ts';
import { changedKind, heldBy, noKindDrafts } from './kindDrafts.ts';

const kinds = ['none', 'lines', 'delimiter', 'delimiterHex', 'lengthPrefix', 'fixed', 'idle', 'slip', 'cobs'] as const;
/** `inJson`: a framing that has no fields here. It is shown, and can be set in JSON. */
type FramingKind = (typeof kinds)[number] | 'inJson';

/** Initial value for each kind when it is chosen. */
const initial: Record<FramingKind, Framing> = {
  none: 'none',
  lines: { line: 'any' },
  delimiter: { delimiter: '||' },
  delimiterHex: { delimiter: { hex: '00' } },
  lengthPrefix: { lengthPrefix: { bytes: 4, endian: 'big' } },
  fixed: { fixed: 16 },
  idle: { idleMs: 20 },
  slip: 'slip',
  cobs: 'cobs',
  inJson: 'json',
};

export function framingField(state: FieldState): TemplateResult {
  const framing = (state.value ?? 'none') as Framing;
  const kind = kindOf(framing);
  const names: Record<FramingKind, string> = {
    none: l10n.t('None: one message per read'),
    lines: l10n.t('Lines'),
    delimiter: l10n.t('Delimiter as text'),
    delimiterHex: l10n.t('Delimiter as hex'),
    lengthPrefix: l10n.t('Length prefix'),
    fixed: l10n.t('Fixed length'),
    idle: l10n.t('Idle time'),
    slip: 'SLIP (RFC 1055)',
    cobs: 'COBS',
    inJson: l10n.t('As set in JSON'),
  };
  const { inJson: _, ...offered } = names;
  const isInJson = kind === 'inJson' || state.left?.of('inJson') !== undefined;
  const choose = (chosen: unknown) => changeKind(framing, chosen as FramingKind, state);
  const content = html`<div class="form-group">${choiceInput('field-framing', isInJson ? names : offered, { ...state, value: kind, set: choose })}
    ${details(framing, state)}</div>`;
  const row = { id: 'field-framing', label: l10n.t('Framing'), help: helpOf(kind) };
  return labeled({ ...row, problem: state.problem, effect: state.effect }, content);
}

/** Restores what was typed for this kind earlier. A delimiter keeps its bytes when it changes between text and hex. */
function changeKind(framing: Framing, to: FramingKind, state: FieldState): void {
  const { left = noKindDrafts, set, unreadable } = state;
  const held = heldBy({ ...state, value: framing });
  const next = changedKind(held, [kindOf(framing), to], left, () => otherDelimiter(framing, to), initial[to]);
  unreadable(next.problem, next.typed);
  set(next.value === 'none' ? undefined : next.value);
}

/** Returns undefined if the framing isn't a delimiter, or if the delimiter can't be written this way. */
function otherDelimiter(framing: Framing, to: FramingKind): Framing | undefined {
  if (typeof framing !== 'object' || !('delimiter' in framing)) return undefined;
  const { delimiter } = framing;
  if (typeof delimiter === 'string')
    return to === 'delimiterHex' ? { delimiter: { hex: formatHex(encodeText(delimiter, 'utf8')) } } : undefined;
  if (to !== 'delimiter') return undefined;
  try {
    const text = textThatEncodesTo(parseHex(delimiter.hex), 'utf8');
    return text === undefined ? undefined : { delimiter: text };
  } catch {
    return undefined;
  }
}

/** Returns the effect of a kind on the stream, with an example if that helps. */
function helpOf(kind: FramingKind): string {
  const helps: Record<FramingKind, string> = {
    none: l10n.t('Each read is shown as one message. TCP may split or merge what was sent.'),
    lines: l10n.t('Each line is one message. Sent messages get a line ending.'),
    delimiter: l10n.t(
      'Each message ends with this text, for example || or {0}. It is appended to sent messages.',
      '\\r\\n\\r\\n',
    ),
    delimiterHex: l10n.t('Each message ends with these bytes, for example 00. They are appended to sent messages.'),
    lengthPrefix: l10n.t(
      'Each message begins with its length. Modbus TCP, for example: 2 bytes, big-endian, 4 bytes before the length.',
    ),
    fixed: l10n.t('Every message is this many bytes long.'),
    idle: l10n.t('A message ends when nothing arrives for this long, as on serial lines.'),
    slip: l10n.t('Each message ends with the byte {0}, as on serial lines.', 'c0'),
    cobs: l10n.t('Each message ends with the byte {0}, which never occurs inside it.', '00'),
    inJson: l10n.t('This framing has no fields in the form. Edit the endpoint as JSON to change it.'),
  };
  return helps[kind];
}

function kindOf(framing: Framing): FramingKind {
  if (typeof framing === 'string') return kinds.find(kind => kind === framing) ?? 'inJson';
  if ('line' in framing) return 'lines';
  if ('delimiter' in framing) return typeof framing.delimiter === 'string' ? 'delimiter' : 'delimiterHex';
  if ('lengthPrefix' in framing) return 'lengthPrefix';
  if ('fixed' in framing) return 'fixed';
  return 'idleMs' in framing ? 'idle' : 'inJson';
}

/** Returns a control's state for a part of the framing; `framed` builds the framing from the part. */
type PartState = (value: unknown, framed: (value: unknown) => unknown) => FieldState;

function details(framing: Framing, state: FieldState): TemplateResult {
  const part: PartState = (value, framed) => ({ ...state, value, set: next => state.set(framed(next)) });
  if (kindOf(framing) === 'inJson') return html`<code class="form-part">${JSON.stringify(framing)}</code>`;
  if (typeof framing === 'string') return html``;
  if ('line' in framing) return lineEnding(part(framing.line, line => ({ line })));
  if ('fixed' in framing)
    return named(
      l10n.t('Bytes'),
      numberInput(
        'framing-fixed',
        part(framing.fixed, (fixed = 0) => ({ fixed })),
      ),
    );
  if ('idleMs' in framing)
    return html`<label class="form-part">${numberInput(
      'framing-idle',
      part(framing.idleMs, (idleMs = 0) => ({ idleMs })),
    )}<span>ms</span></label>`;
  if ('lengthPrefix' in framing) return lengthPrefix(framing.lengthPrefix, part);
  return 'delimiter' in framing ? delimiter(framing.delimiter, part) : html``;
}

function lineEnding(state: FieldState): TemplateResult {
  const endings = { any: l10n.t('LF, CRLF or CR'), lf: 'LF \\n', crlf: 'CRLF \\r\\n', cr: 'CR \\r' };
  return named(l10n.t('Lines end with'), choiceInput('framing-line', endings, state));
}

function delimiter(value: DelimiterFraming['delimiter'], part: PartState): TemplateResult {
  if (typeof value === 'string') {
    const state = part(value, (text = '') => ({ delimiter: text }));
    return named(l10n.t('Text'), textInput('framing-delimiter', state, { escapes: 'utf8' }));
  }
  const state = part(value.hex, (hex = '') => ({ delimiter: { hex } }));
  return named(l10n.t('Hex'), textInput('framing-hex', state));
}

/** Lengths that aren't binary are only shown: they are set in JSON. */
function lengthPrefix(prefix: LengthPrefix, part: PartState): TemplateResult {
  if ('bytes' in prefix) return binaryLength(prefix, part);
  return html`<div class="form-part"><span>${l10n.t('Set in JSON')}</span><code>${JSON.stringify(prefix)}</code></div>`;
}

/** Keeps what can only be set in JSON. */
function binaryLength(prefix: BinaryLength & LengthPrefixOptions, part: PartState): TemplateResult {
  const { offset, includesHeader, ...required } = prefix;
  const changed = (change: object) => {
    const next = { offset, includesHeader, ...required, ...change };
    return { lengthPrefix: Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined)) };
  };
  const sizes = { 1: '1', 2: '2', 3: '3', 4: '4', 8: '8' };
  const orders = { little: l10n.t('little-endian'), big: l10n.t('big-endian') };
  return html`
    ${named(
      l10n.t('Length field size'),
      choiceInput(
        'framing-size',
        sizes,
        part(String(prefix.bytes), bytes => changed({ bytes: Number(bytes) })),
      ),
    )}
    ${named(
      l10n.t('Byte order'),
      choiceInput(
        'framing-endian',
        orders,
        part(prefix.endian, endian => changed({ endian })),
      ),
    )}
    ${named(
      l10n.t('Bytes before the length'),
      numberInput(
        'framing-offset',
        part(offset, next => changed({ offset: next })),
        '0',
      ),
    )}
    <label class="form-part">${switchInput(
      'framing-header',
      part(includesHeader, next => changed({ includesHeader: next })),
    )}<span>${l10n.t('Length includes the header')}</span></label>`;
}

function named(label: string, control: TemplateResult): TemplateResult {
  return html`<label class="form-part"><span>${label}</span>${control}</label>`;
}
