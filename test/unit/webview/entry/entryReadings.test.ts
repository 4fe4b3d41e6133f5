import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import type { DecoderInput, PayloadDecoder } from '../../../../src/core/decoders/decoder.ts';
import { decoders } from '../../../../src/core/decoders/decoders.ts';
import type { EntryBytes } from '../../../../webview/entry/entryBytes.ts';
import { EntryReadings } from '../../../../webview/entry/entryReadings.ts';

const source = (text: string, more: Partial<EntryBytes> = {}) =>
  ({
    bytes: Buffer.from(text),
    length: text.length,
    left: 0,
    isLoading: false,
    problem: undefined,
    ...more,
  }) as EntryBytes;
/** The first four bytes of seven have been fetched. */
const begun = { length: 7, left: 3 };

describe('an entry’s readings', () => {
  const ids = (readings: EntryReadings) => readings.all?.map(({ decoder }) => decoder.id);
  const read = async (from: EntryBytes) => {
    const readings = new EntryReadings(decoders, () => undefined);
    await readings.read(from, 'utf8');
    return ids(readings);
  };

  it('are determined by all of its bytes', async () => {
    assert.deepEqual(await read(source('{"a":1}')), ['text', 'json']);
    assert.deepEqual(await read(source('N.')), ['text']);
    assert.deepEqual(await read(source('GIF89a\u0002\0\u0003\0;')), ['text', 'picture']);
  });

  it('aren’t known while nothing has been fetched, or the rest of possible JSON is missing', async () => {
    assert.equal(await read(source('', { length: 5, left: 5, isLoading: true })), undefined);
    assert.equal(await read(source('{"a"', begun)), undefined);
    assert.equal(await read(source('{"a"', { ...begun, isLoading: true })), undefined);
  });

  it('are determined by the beginning if the rest would add nothing', async () => {
    assert.deepEqual(await read(source('hello', { length: 70_000, left: 69_995 })), ['text']);
    assert.deepEqual(await read(source('{"a"', { length: 16 * 1024 * 1024, left: 9 })), ['text']);
  });

  it('are determined by what has been fetched once the rest can’t be', async () => {
    assert.deepEqual(await read(source('{"a"', { ...begun, problem: 'It is gone.' })), ['text']);
    assert.deepEqual(await read(source('', { length: 7, left: 7, problem: 'It is gone.' })), ['text']);
  });

  it('stay known while more is fetched, but not for another entry', async () => {
    const readings = new EntryReadings(decoders, () => undefined);
    const long = source('hello', { length: 70_000, left: 69_995 });
    await readings.read(long, 'utf8');
    Object.assign(long, { isLoading: true });
    await readings.read(long, 'utf8');
    assert.deepEqual(ids(readings), ['text']);
    await readings.read(source('', { length: 3, left: 3, isLoading: true }), 'utf8');
    assert.equal(readings.all, undefined);
    Object.assign(long, { isLoading: false });
    await readings.read(long, 'utf8');
    assert.deepEqual(ids(readings), ['text'], 'again');
  });

  it('follow the encoding, even while the rest of possible JSON in it is fetched', async () => {
    const readings = new EntryReadings(decoders, () => undefined);
    const bytes = Buffer.from('{"a":1}', 'utf16le');
    const half = source('', { bytes: bytes.subarray(0, 8), length: bytes.length, left: bytes.length - 8 });
    await readings.read(half, 'utf16be');
    assert.deepEqual(ids(readings), ['text']);
    assert.ok(readings.needsAll(half, 'utf16le'));
    await readings.read(half, 'utf16le');
    const [text] = readings.all ?? [];
    assert.equal(text?.decoded.kind === 'characters' && text.decoded.part(0, undefined).before, '{"a"');
    Object.assign(half, { bytes, left: 0 });
    await readings.read(half, 'utf16le');
    assert.deepEqual(ids(readings), ['text', 'json']);
  });

  it('need all of possible JSON, once', () => {
    const needs = (from: EntryBytes) => new EntryReadings(decoders, () => undefined).needsAll(from, 'utf8');
    assert.ok(needs(source('{"a"', begun)));
    assert.ok(!needs(source('hello', begun)));
    assert.ok(!needs(source('{"a"', { ...begun, isLoading: true })));
    assert.ok(!needs(source('{"a"', { ...begun, problem: 'no' })));
    assert.ok(!needs(source('{"a":1}')));
  });
});

describe('a slow decoder, as in the engine', () => {
  const inputs: DecoderInput[] = [];
  let answers: PromiseWithResolvers<undefined>[] = [];
  const slow: PayloadDecoder = {
    id: 'slow',
    name: 'Slow',
    needsWhole: true,
    sniff: () => 'offered',
    decode: async input => {
      inputs.push(input);
      const answer = Promise.withResolvers<undefined>();
      answers.push(answer);
      await answer.promise;
      return { kind: 'tree', label: 'Slow', notes: [], root: { type: '', text: `${input.length} bytes` } };
    },
  };

  beforeEach(() => {
    inputs.splice(0);
    answers = [];
  });

  it('is called once, and awaited', async () => {
    let changes = 0;
    const readings = new EntryReadings([slow], () => changes++);
    const entry = source('abc');
    const reading = readings.read(entry, 'utf8');
    await readings.read(entry, 'utf8');
    assert.deepEqual([inputs.length, readings.all, changes], [1, undefined, 0]);
    answers[0]?.resolve(undefined);
    await reading;
    assert.deepEqual([readings.all?.[0]?.decoder.id, changes], ['slow', 1]);
  });

  it('is ignored once another entry is shown', async () => {
    const readings = new EntryReadings([slow], () => undefined);
    const first = readings.read(source('abc'), 'utf8');
    const second = readings.read(source('abcd'), 'utf8');
    answers[1]?.resolve(undefined);
    await second;
    answers[0]?.resolve(undefined);
    await first;
    const [only] = readings.all ?? [];
    assert.equal(only?.decoded.kind === 'tree' && only.decoded.root?.text, '4 bytes');
  });

  it('is ignored once no entry is shown', async () => {
    const readings = new EntryReadings([slow], () => undefined);
    const reading = readings.read(source('abc'), 'utf8');
    await readings.read(undefined, 'utf8');
    answers[0]?.resolve(undefined);
    await reading;
    assert.equal(readings.all, undefined);
  });

  it('doesn’t affect the others if it fails, and the error is reported', async () => {
    const readings = new EntryReadings([...decoders, slow], () => undefined);
    const reading = readings.read(source('abc'), 'utf8');
    answers[0]?.reject(new RangeError('too long'));
    await assert.rejects(reading, /too long/);
    assert.deepEqual(
      readings.all?.map(({ decoder }) => decoder.id),
      ['text'],
    );
  });
});
