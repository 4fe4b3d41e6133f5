/**
 * Writes events to a log, and reads them from one, which another program may have written. The sentence that shows an event relies on the types of its
 * parameters, so an event of another shape counts as unreadable.
 */
import { isJsonDeeper } from '../../core/bytes/jsonDepth.ts';
import { isLiveField, type LiveField } from '../../core/config/configChange.ts';
import { isConfigKey } from '../../core/config/unknownKeys.ts';
import type { Framing, FramingName } from '../../core/endpointConfig.ts';
import type { TlsSign } from '../../core/foreignTls.ts';
import { isExpectedPart } from '../../core/framing/brokenEnvelope.ts';
import { isFramingName } from '../../core/framing/namedFramings.ts';
import type { TranscriptEvent, UnreadableReason } from '../../core/transcriptEntry.ts';
import type { FramedFlaw } from '../../core/transfer/framedDecoder.ts';
import { maxEventBytes } from './possibleRecord.ts';

/** Maximum nesting. The deepest part of an event is a reason: a phrase whose arguments may be phrases. */
const maxLevels = 12;

type Check = (value: unknown) => boolean;
type Code = TranscriptEvent['code'];
/** A check for each parameter; in an array if it may be absent. */
type Shape<Event> = {
  readonly [Key in Exclude<keyof Event, 'code'>]-?: Record<never, never> extends Pick<Event, Key>
    ? readonly [Check]
    : Check;
};

const text: Check = value => typeof value === 'string';
/** Excludes names that every object has: a lookup in a table of sentences would find them. */
const isCode: Check = value => typeof value === 'string' && !(value in {});
const number: Check = value => Number.isFinite(value);
const isTrue: Check = value => value === true;
/** Accepts the keys of a table. The compiler rejects tables with missing keys. */
const keyOf =
  <Key extends string>(table: Readonly<Record<Key, true>>): Check =>
  value =>
    typeof value === 'string' && Object.hasOwn(table, value);
const listOf =
  (check: Check): Check =>
  value =>
    Array.isArray(value) && value.every(check);
const shaped =
  (shape: Readonly<Record<string, Check | readonly [Check]>>): Check =>
  value =>
    typeof value === 'object' && value !== null && hasShape(value as Readonly<Record<string, unknown>>, shape);
const oneOf =
  (...checks: readonly Check[]): Check =>
  value =>
    checks.some(check => check(value));

const params: Check = value =>
  typeof value === 'object' && value !== null && Object.values(value).every(oneOf(text, number));
const failure = shaped({ code: isCode, params });
const origin = oneOf(keyOf({ send: true, greeting: true, echo: true }), shaped({ rule: number }));
const phrase: Check = shaped({ template: text, args: listOf(value => oneOf(text, number, phrase)(value)) });
const givenBytes = oneOf(text, shaped({ hex: text }));
const lengthPrefix = oneOf(
  shaped({ bytes: number, endian: keyOf({ little: true, big: true }) }),
  shaped({ digits: number }),
  shaped({ digitsUntil: givenBytes }),
  shaped({ hexDigits: number }),
  shaped({ bcd: number }),
  shaped({ varint: isTrue }),
);
const framing = oneOf(
  keyOf<Exclude<Extract<Framing, string>, FramingName>>({ none: true, slip: true, cobs: true, json: true }),
  isFramingName,
  shaped({ line: keyOf({ lf: true, crlf: true, cr: true, any: true }) }),
  shaped({ delimiter: givenBytes }),
  shaped({ start: givenBytes, end: givenBytes }),
  shaped({ pattern: text }),
  shaped({ header: keyOf({ 'content-length': true }), keepHeader: [oneOf(value => typeof value === 'boolean')] }),
  shaped({ fixed: number }),
  shaped({ idleMs: number }),
  shaped({ lengthPrefix }),
);
const field: Check = value => typeof value === 'string' && isConfigKey(value) && isLiveField(value as LiveField);
const direction = keyOf<'in' | 'out'>({ in: true, out: true });
const side = keyOf<'peer' | 'us'>({ peer: true, us: true });
const digits: Check = value => typeof value === 'string' && /^\d{1,21}$/.test(value);
const completed: Shape<TranscriptEvent & { code: 'fileSent' }> = {
  ...{ name: text, files: number, bytes: number, durationMs: number },
  sha256: [text],
  resumedAt: [number],
  datagrams: [number],
  ended: [isTrue],
};
const incomplete = { direction, name: text, bytes: number } as const;

const shapes: { readonly [C in Code]: Shape<TranscriptEvent & { code: C }> } = {
  listening: { address: text },
  connecting: { address: text },
  bound: { address: text, remote: [text], connected: [isTrue] },
  portTaken: { address: text },
  peerConnected: { address: text },
  peerHeard: { address: text },
  peerEnded: {},
  peerClosed: { by: side },
  peerReset: { by: side },
  notRecorded: { bytes: number },
  peerRefused: { address: text, maxPeers: number },
  peerFailed: { failure },
  failed: { failure },
  sendFailed: { failure, origin: [origin], reason: [phrase] },
  reconnecting: { attempt: number, delayMs: number, failure: [failure] },
  unterminatedFrame: { bytes: number },
  malformedFrame: { bytes: number },
  noise: { bytes: number },
  framingChanged: { framing },
  configChanged: { fields: listOf(field) },
  frameTooLong: { maxFrameBytes: number },
  frameCut: {},
  brokenLengthPrefix: { length: digits, maxFrameBytes: Number.isSafeInteger },
  brokenEnvelope: { at: number, expected: isExpectedPart, least: [number], resumes: [isTrue] },
  datagramsDropped: { datagrams: number },
  datagramsLost: { datagrams: number },
  sendingPaused: { failure },
  filesDeleted: { entries: number },
  echoLoop: {},
  growingAnswers: { bytes: number, rules: listOf(shaped({ endpoint: text, rule: number })) },
  patternTimedOut: { rule: number, bytes: number, ms: number },
  patternFailed: { rule: [number], bytes: number, detail: text },
  captureTooLong: { rule: number, names: listOf(text) },
  datagramsUnanswered: {},
  unexpectedTls: {
    sign: keyOf<TlsSign>({ clientHello: true, dtlsClientHello: true, alert: true, httpsPort: true }),
  },
  interrupted: {},
  rowsUnreadable: { rows: [number] },
  fileSent: completed,
  fileReceived: completed,
  transferFailed: { ...incomplete, failure },
  transferCancelled: incomplete,
  notFramed: {
    name: text,
    flaw: [
      keyOf<FramedFlaw>({
        ...{ notFramed: true, lineTooLong: true, invalidJson: true },
        ...{ invalidMessage: true, unknownType: true, outOfOrder: true },
      }),
    ],
  },
  videoStarted: { direction },
  videoEnded: { direction, frames: number, bytes: number, skipped: number, durationMs: number },
  pictureTooLarge: { bytes: [number], maxFrameBytes: number },
  pictureUnreadable: {
    frames: number,
    reason: keyOf<UnreadableReason>({
      ...{ empty: true, unknown: true, cutImage: true, brokenPickle: true, otherPickle: true },
      ...{ wrongElementType: true, wrongShape: true, wrongSize: true, wrongOrder: true, tooLarge: true },
    }),
    detail: [text],
  },
  closed: {},
};

/**
 * Returns undefined if the bytes aren't an event. An event with an unknown code is returned unchanged: a later version
 * may have recorded it.
 */
export function storedEvent(bytes: Uint8Array): TranscriptEvent | undefined {
  if (bytes.length > maxEventBytes || isJsonDeeper(bytes, maxLevels)) return undefined;
  try {
    const event = JSON.parse(new TextDecoder().decode(bytes));
    if (!isCode(event?.code)) return undefined;
    const shape = shapes[event.code as Code] ?? {};
    return hasShape(event, shape) ? event : undefined;
  } catch {
    // Not JSON.
    return undefined;
  }
}

function hasShape(
  value: Readonly<Record<string, unknown>>,
  shape: Readonly<Record<string, Check | readonly [Check]>>,
): boolean {
  return Object.entries(shape).every(([key, check]) =>
    typeof check === 'function' ? check(value[key]) : value[key] === undefined || check[0](value[key]),
  );
}

/** Characters kept of each text in an event that is too long. Escaped, a character may take six bytes. */
const keptCharacters = 500;

/** Returns an event as the log stores it. If it is too long to be read back, its texts are cut. */
export function eventPayload(event: TranscriptEvent): Uint8Array {
  const bytes = new TextEncoder().encode(JSON.stringify(event));
  return bytes.length <= maxEventBytes ? bytes : new TextEncoder().encode(JSON.stringify(event, cut));
}

function cut(_key: string, value: unknown): unknown {
  return typeof value === 'string' && value.length > keptCharacters ? `${value.slice(0, keptCharacters)}…` : value;
}
