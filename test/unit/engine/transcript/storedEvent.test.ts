import assert from 'node:assert/strict';
import fc from 'fast-check';
import { phraseText } from '../../../../src/core/phrase.ts';
import { eventSentence } from '../../../../src/core/sentences/events/eventSentence.ts';
import type { TranscriptEvent } from '../../../../src/core/transcriptEntry.ts';
import { eventPayload, storedEvent } from '../../../../src/engine/transcript/storedEvent.ts';

type Code = TranscriptEvent['code'];

const failure = {
  code: 'ECONNREFUSED',
  params: { operation: 'connect', address: 'tcp://127.0.0.1:1', detail: 'd' },
} as const;
const through = {
  ...{ name: 'a.txt', files: 1, bytes: 1234, durationMs: 5 },
  ...{ sha256: 'ab'.repeat(32), resumedAt: 7, datagrams: 2 },
  ended: true,
} as const;
const transfer = { direction: 'in', name: 'a.txt', bytes: 5 } as const;

/** An event of each kind with all optional values. */
const samples: { readonly [C in Code]: Omit<TranscriptEvent & { code: C }, 'code'> } = {
  listening: { address: 'tcp://127.0.0.1:1' },
  connecting: { address: 'tcp://127.0.0.1:1' },
  bound: { address: 'udp://127.0.0.1:1', remote: '127.0.0.1:2', connected: true },
  portTaken: { address: 'tcp://127.0.0.1:1' },
  peerConnected: { address: '127.0.0.1:1' },
  peerHeard: { address: '127.0.0.1:1' },
  peerEnded: {},
  peerClosed: { by: 'peer' },
  peerReset: { by: 'us' },
  peerRefused: { address: '127.0.0.1:1', maxPeers: 2 },
  peerFailed: { failure },
  failed: { failure },
  sendFailed: {
    failure,
    origin: { rule: 1 },
    reason: { template: '{0} of {1}', args: [1, { template: 'a {0}', args: ['b'] }] },
  },
  reconnecting: { attempt: 1, delayMs: 250, failure },
  unterminatedFrame: { bytes: 3 },
  malformedFrame: { bytes: 3 },
  brokenEnvelope: { at: 3, expected: 'greaterLength', least: 4, resumes: true },
  noise: { bytes: 3 },
  framingChanged: { framing: { lengthPrefix: { bytes: 4, endian: 'big', offset: 2 } } },
  configChanged: { fields: ['framing', 'options', 'reply'] },
  frameTooLong: { maxFrameBytes: 10 },
  frameCut: {},
  brokenLengthPrefix: { length: '18446744073709551615', maxFrameBytes: 10 },
  notRecorded: { bytes: 10 },
  datagramsDropped: { datagrams: 1 },
  datagramsLost: { datagrams: 2 },
  sendingPaused: { failure: { code: 'DISK_FULL', params: { reason: 'ENOSPC', detail: 'd' } } },
  filesDeleted: { entries: 5 },
  echoLoop: {},
  growingAnswers: { bytes: 3, rules: [{ endpoint: 'e', rule: 0 }] },
  patternTimedOut: { rule: 0, bytes: 3, ms: 1000 },
  patternFailed: { rule: 0, bytes: 3, detail: 'Error: e\n at x' },
  captureTooLong: { rule: 0, names: ['body'] },
  datagramsUnanswered: {},
  unexpectedTls: { sign: 'clientHello' },
  interrupted: {},
  rowsUnreadable: { rows: 3 },
  fileSent: through,
  fileReceived: through,
  transferFailed: { ...transfer, failure },
  transferCancelled: transfer,
  notFramed: { name: 'a.bin', flaw: 'lineTooLong' },
  videoStarted: { direction: 'out' },
  videoEnded: { direction: 'in', frames: 2, bytes: 3000, skipped: 1, durationMs: 50 },
  pictureTooLarge: { bytes: 5000, maxFrameBytes: 10 },
  pictureUnreadable: { frames: 1, reason: 'wrongShape', detail: '(1,)' },
  closed: {},
};
const codes = Object.keys(samples) as Code[];
const sampleOf = (code: Code): TranscriptEvent => ({ code, ...samples[code] }) as TranscriptEvent;
const read = (event: unknown) => storedEvent(Buffer.from(JSON.stringify(event)));

const framings = [
  ...['none', 'slip', 'cobs', 'json', 'mllp', { line: 'any' }, { delimiter: 'x' }, { delimiter: { hex: '00' } }],
  ...[{ start: '<', end: { hex: '00' } }, { pattern: ';' }, { header: 'content-length', keepHeader: true }],
];

const lengthPrefixes = [
  { bytes: 2, endian: 'little', adjust: -2, trailer: { hex: '0d' } },
  { digits: 10, pad: 'zeros', offset: 0 },
  { digitsUntil: { hex: '3a' }, trailer: ',' },
  { hexDigits: 4, includesHeader: true },
  { bcd: 2, jsonHeader: { field: 'size', add: { a: [{ b: [{ c: [] }] }] } } },
  { varint: true },
].map(lengthPrefix => ({ lengthPrefix }));

/** A JSON header may have six levels of its own. */
const deepHeader = { field: 'size', add: { a: [{ b: [{ c: [] }] }] } };
const pairs = [
  { in: 'u32be', out: { line: 'lf' } },
  { in: 'none', out: { lengthPrefix: { bytes: 2, endian: 'big', jsonHeader: deepHeader } } },
];

/** Failures whose parameters are of any type that they can have. */
const anyFailure = fc.record({
  code: fc.constantFrom(
    ...['BUSY', 'PEER_REFUSED', 'NOT_ALLOWED', 'FILE_INCOMPLETE', 'FILE_TOO_LARGE', 'WRONG_SIZE', 'DATAGRAM_TOO_LARGE'],
    ...[
      'PICTURE_TOO_LARGE',
      'PROGRAM_FAILED',
      'SEND_QUEUE_FULL',
      'DISK_FULL',
      'EADDRINUSE',
      'ENOENT',
      'CONNECT_TIMEOUT',
    ],
    ...['constructor', '__proto__', ''],
  ),
  params: fc.dictionary(
    fc.constantFrom('operation', 'address', 'detail', 'reason', 'bytes', 'maxBytes', 'size', 'carries', 'kind', 'ms'),
    fc.oneof(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom('listen', 'unix')),
  ),
});

/** Anything that JSON can have in place of a parameter. */
const hostile = fc.oneof(
  anyFailure,
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom('__proto__', 'constructor', 'toString', '', -1, 1e308, 0.5, [], {}, [[]], [null], { code: 1 }),
);

describe('a stored event', () => {
  it('round-trips with all optional values and with none', () => {
    for (const code of codes) assert.deepEqual(read(sampleOf(code)), sampleOf(code));
    const least = [
      { code: 'sendFailed', failure, origin: 'greeting' },
      { code: 'sendFailed', failure },
      { code: 'bound', address: 'a' },
      { code: 'rowsUnreadable' },
      { code: 'notFramed', name: 'n' },
      { code: 'fileSent', name: 'n', files: 2, bytes: 0, durationMs: 0.5 },
      { code: 'brokenEnvelope', at: 4, expected: 'trailer' },
      ...[...framings, ...lengthPrefixes, { fixed: 5 }, { idleMs: 5 }, ...pairs].map(framing => ({
        code: 'framingChanged',
        framing,
      })),
    ];
    for (const event of least) assert.deepEqual(read(event), event);
  });

  it('is kept if a later version recorded it', () => {
    assert.deepEqual(read({ code: 'newer', why: { a: [1] } }), { code: 'newer', why: { a: [1] } });
    assert.deepEqual(read({ code: 'closed', why: 'more' }), { code: 'closed', why: 'more' });
  });

  it('is unreadable without a code, or with an inherited property name as one', () => {
    for (const event of [null, 5, 'closed', [], {}, { code: 1 }, { code: 'constructor' }, { code: '__proto__' }])
      assert.equal(read(event), undefined);
    for (const text of ['', '{"code":"closed"', '{"code":"closed"}}', '{"code":"__proto__"}'])
      assert.equal(storedEvent(Buffer.from(text)), undefined);
  });

  it('is unreadable without the values its sentence needs', () => {
    for (const code of codes)
      for (const [key, value] of Object.entries(samples[code])) {
        assert.equal(read({ ...sampleOf(code), [key]: { [key]: 1 } }), undefined, `${code}.${key}`);
        const other = typeof value === 'string' ? 5 : 'other';
        assert.equal(read({ ...sampleOf(code), [key]: other }), undefined, `${code}.${key}`);
      }
  });

  it('is unreadable with an unknown part of an envelope', () => {
    for (const expected of ['colon', 'constructor', '__proto__', ''])
      assert.equal(read({ code: 'brokenEnvelope', at: 0, expected }), undefined);
  });

  it('is unreadable with a length prefix of no known kind', () => {
    const strange = [{}, { digits: '10' }, { digitsUntil: 5 }, { varint: false }, { bytes: 2 }, [], null];
    for (const lengthPrefix of strange)
      assert.equal(read({ code: 'framingChanged', framing: { lengthPrefix } }), undefined);
  });

  it('is unreadable with a pair that isn’t one of two framings', () => {
    for (const pair of [{ in: 'slip' }, { in: 'slip', out: 'slipp' }, { in: { in: 'slip', out: 'slip' }, out: 'slip' }])
      assert.equal(read({ code: 'framingChanged', framing: pair }), undefined);
  });

  it('is unreadable with an infinite number', () => {
    assert.equal(storedEvent(Buffer.from('{"code":"unterminatedFrame","bytes":1e999}')), undefined);
  });

  it('is unreadable if deeply nested or long', () => {
    const deep = (levels: number) => `{"code":"newer","a":${'['.repeat(levels)}${']'.repeat(levels)}}`;
    assert.ok(storedEvent(Buffer.from(deep(11))));
    assert.equal(storedEvent(Buffer.from(deep(12))), undefined);
    const long = (bytes: number) => Buffer.from('{"code":"closed"}'.padEnd(bytes));
    assert.ok(storedEvent(long(65_536)));
    assert.equal(storedEvent(long(65_537)), undefined);
  });

  it('has a sentence, whatever its parameters are, if it is readable', () => {
    const changed = fc.constantFrom(...codes).chain(code => {
      const keys = Object.keys(samples[code]);
      const some = fc.dictionary(fc.constantFrom('more', ...keys), hostile, { maxKeys: 2 });
      return some.map(values => ({ ...sampleOf(code), ...values }));
    });
    fc.assert(
      fc.property(changed, event => {
        const found = read(event);
        if (found) assert.equal(typeof phraseText(eventSentence(found, '127.0.0.1:1')), 'string');
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a logged event', () => {
  const failed = (detail: string): TranscriptEvent => ({
    code: 'failed',
    failure: { code: 'INTERNAL_ERROR', params: { detail } },
  });

  it('round-trips', () => {
    for (const event of [failed('é'.repeat(1000)), { code: 'closed' } as const])
      assert.deepEqual(storedEvent(eventPayload(event)), event);
  });

  it('round-trips with truncated texts if it is too long', () => {
    for (const text of ['x'.repeat(70_000), '\u0001'.repeat(20_000), '\ud83d'.repeat(20_000)])
      assert.deepEqual(storedEvent(eventPayload(failed(text))), failed(`${text.slice(0, 500)}…`));
  });
});
