/** Logs written by a stranger: every checksum is right, whatever the rest says. */
import fc from 'fast-check';
import {
  crcFrom,
  type RecordHeader,
  recordHeaderBytes,
  writeRecordCrc,
  writeRecordHeader,
} from '../../src/engine/transcript/logRecord.ts';
import { encodeSegmentHead } from '../../src/engine/transcript/segmentHead.ts';
import type { LogFile } from './damagedLogs.ts';

const common = { kind: 'in', side: 0, time: 1, peer: 0, origin: 0, carryIn: 0, carryEncoding: 0, seq: 0 } as const;

/** Returns a record with any layout: its header needn't match its body. */
export function strangeRecord(
  header: Partial<RecordHeader>,
  body: string | Uint8Array = '',
  isUnchecked = false,
): Buffer {
  const bytes = Buffer.concat([Buffer.alloc(recordHeaderBytes), Buffer.from(body as string)]);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  writeRecordHeader(view, 0, { ...common, length: bytes.length - recordHeaderBytes, ...header }, isUnchecked);
  writeRecordCrc(view, bytes, 0, isUnchecked ? recordHeaderBytes : bytes.length);
  return bytes;
}

/** Returns this many empty records with consecutive numbers. A million `strangeRecord`s take seconds. */
export function emptyRecords(count: number): Buffer {
  const bytes = Buffer.alloc(count * recordHeaderBytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let seq = 0, at = 0; seq < count; seq++, at += recordHeaderBytes) {
    writeRecordHeader(view, at, { ...common, length: 0, seq });
    writeRecordCrc(view, bytes, at, at + recordHeaderBytes);
  }
  return bytes;
}

export const numbers = [
  0, 1, 5, 4096, 4097, 0x7fff_ffff, 0x8000_0000, 0xf000_0000, 0xf000_0001, 0xffff_fffe, 0xffff_ffff,
];
const times = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  -1,
  -1e300,
  0,
  1,
  8.64e15,
  8.64e15 + 2,
  1e300,
];

const u32 = fc.oneof(fc.constantFrom(...numbers), fc.nat(20));
const anyTime = fc.oneof(fc.constantFrom(...times), fc.double());

const bodies = fc.oneof(
  fc.uint8Array({ maxLength: 40 }),
  fc.jsonValue().map(value => Buffer.from(JSON.stringify(value))),
  fc.constantFrom(1, 2, 3).map(number => Buffer.from(JSON.stringify({ id: `p${number}`, address: 'a'.repeat(3000) }))),
  fc
    .constantFrom('closed', 'failed', 'framingChanged', 'configChanged', 'brokenLengthPrefix', 'rowsUnreadable')
    .chain(code => fc.jsonValue().map(failure => Buffer.from(JSON.stringify({ code, failure, framing: failure })))),
  fc.nat(4000).map(levels => Buffer.from(`{"code":"closed","a":${'['.repeat(levels)}`)),
);

const anyRecord = fc
  .record({
    kind: fc.constantFrom('in', 'out', 'event', 'peer'),
    seq: u32,
    peer: u32,
    time: anyTime,
    origin: fc.nat(0xffff),
    side: fc.nat(255),
    carryIn: fc.nat(3),
    carryEncoding: fc.nat(2),
    body: bodies,
    isUnchecked: fc.boolean(),
  })
  .map(({ body, isUnchecked, carryIn: carried, ...header }) => {
    const carryIn = Math.min(carried, body.length);
    return strangeRecord({ ...header, carryIn, length: body.length - carryIn } as RecordHeader, body, isUnchecked);
  });

/** Records with consecutive numbers, which random ones rarely have. */
const anyRun = fc
  .record({ start: u32, count: fc.nat(8), peer: u32 })
  .map(({ start, count, peer }) =>
    Buffer.concat(
      Array.from({ length: count }, (_, at) =>
        strangeRecord({ seq: Math.min(start + at, 0xffff_ffff), peer }, `${at}`),
      ),
    ),
  );

const anyHead = fc
  .record({ firstSeq: u32, clearedBefore: u32, previousFirstSeq: u32 })
  .map(head => Buffer.from(encodeSegmentHead(head)));

/** The files of a log, by name. */
export const anyStrangeLog: fc.Arbitrary<Readonly<Record<string, Buffer>>> = fc.dictionary(
  fc.constantFrom(
    '0-000000.log',
    '0-000001.log',
    '0-000002.log',
    '0-999999999.log',
    '0-0000001.log',
    '0-9999999999.log',
  ),
  fc
    .tuple(anyHead, fc.array(fc.oneof(anyRecord, anyRun), { maxLength: 12 }))
    .map(([head, records]) => Buffer.concat([head, ...records])),
  { minKeys: 1 },
);

/** A field of one record that has another value. */
export interface Strangeness {
  readonly file: number;
  readonly record: number;
  readonly field: 'seq' | 'time';
  readonly value: number;
}

/** Changes any entry's record to another number, or to a time that no clock can show. */
export function anyStrangeness(files: readonly LogFile[]): fc.Arbitrary<Strangeness> {
  return fc
    .nat(files.length - 1)
    .chain(file =>
      fc.record({
        file: fc.constant(file),
        record: fc.nat((files[file]?.records.length ?? 1) - 1),
        ...{ field: fc.constantFrom('seq', 'time') },
        value: fc.nat(numbers.length - 1),
      }),
    )
    .map(({ field, value, ...where }) => {
      const impossible = times.filter(time => !(time >= 0 && time <= 8.64e15));
      return {
        ...where,
        field,
        value: (field === 'seq' ? numbers[value] : impossible[value % impossible.length]) ?? 0,
      };
    });
}

/** Returns a file of a log with one field changed and the record's checksums updated. */
export function withStrangeness({ bytes, records }: LogFile, { record, field, value }: Strangeness): Buffer {
  const changed = Buffer.from(bytes);
  const { at, end } = records[record] ?? { at: 0, end: 0 };
  const view = new DataView(changed.buffer, changed.byteOffset + at, end - at);
  const isUnchecked = view.getUint8(9) === 1;
  if (field === 'seq') view.setUint32(20, value, true);
  else view.setFloat64(24, value, true);
  const copy = headerOf(view);
  writeRecordHeader(view, 0, copy, isUnchecked);
  writeRecordCrc(view, changed.subarray(at, end), 0, isUnchecked ? recordHeaderBytes : end - at);
  return changed;
}

function headerOf(view: DataView): RecordHeader {
  const carry = view.getUint8(8);
  return {
    kind: (['in', 'out', 'event', 'peer'] as const)[view.getUint8(crcFrom)] ?? 'in',
    side: view.getUint8(7),
    carryIn: carry & 0x0f,
    carryEncoding: carry >> 4,
    origin: view.getUint16(10, true),
    peer: view.getUint32(12, true),
    length: view.getUint32(16, true),
    seq: view.getUint32(20, true),
    time: view.getFloat64(24, true),
  };
}
