import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mock } from 'node:test';
import { ChunkList } from '../../../../src/core/framing/chunkList.ts';
import type { FrameReader } from '../../../../src/engine/conversation/frameReader.ts';
import { type FrameHolder, unfinishedFrames } from '../../../../src/engine/conversation/unfinishedFrames.ts';
import { asRead } from '../../../../src/engine/transport/readMemory.ts';
import { fewMessages, turnBudget } from '../../../../src/engine/turns/turnBudget.ts';
import { shortTurns } from '../../../support/shortTurns.ts';
import { readerOf } from './frameReceiver.ts';

const numbers = (count: number) => Array.from({ length: count }, (_, at) => String(at));
const lines = (texts: readonly string[]) => Buffer.from(`${texts.join('\n')}\n`);

describe('a frame reader', () => {
  afterEach(() => mock.restoreAll());

  it('yields while it delivers the frames of one read', async () => {
    shortTurns(100);
    const { reader, receiver } = readerOf();
    reader.read(lines(numbers(1000)));
    assert.equal(receiver.log.length, 100);
    assert.ok(reader.isWaiting);
    reader.read(Buffer.from('last\n'));
    assert.equal(receiver.log.length, 100);
    let turns = 0;
    for (; reader.isWaiting; turns++) await once(receiver.rests, 'rested');
    assert.deepEqual(receiver.log, [...numbers(1000), 'last']);
    assert.ok(turns >= 9);
  });

  it('delivers a few frames at once, however much other work used this turn', () => {
    shortTurns(0);
    const { reader, receiver } = readerOf();
    reader.read(lines(numbers(fewMessages)));
    assert.equal(receiver.log.length, fewMessages);
    reader.read(lines(numbers(fewMessages + 1)));
    assert.equal(receiver.log.length, fewMessages);
  });

  it('keeps what a new framing leaves unfinished of a read, which the next one overwrites', () => {
    shortTurns(Number.POSITIVE_INFINITY);
    const { reader, receiver } = readerOf('none');
    receiver.isBusy = true;
    reader.read(Buffer.from('before'));
    reader.change({ line: 'lf' });
    receiver.isBusy = false;
    const [begin, end] = ['a', 'b'].map(character => character.repeat(200_000));
    for (const text of [begin, `${end}\n`]) reader.read(asRead(Buffer.from(text ?? '')));
    assert.ok(receiver.log.at(-1) === `${begin}${end}`);
  });

  it('delivers what it has begun when the framing changes, as a message unless it is noise', () => {
    for (const [begun, flaw] of [
      ['<a', undefined],
      ['noise', 'noise'],
    ] as const) {
      const { reader, receiver } = readerOf({ start: '<', end: '>' });
      reader.read(Buffer.from(begun));
      reader.change('none');
      assert.deepEqual([receiver.log, receiver.flaws], [[begun.replace('<', '')], [flaw]]);
    }
  });

  it('shares these few with all other readers', () => {
    shortTurns(0);
    const all = Array.from({ length: fewMessages + 1 }, readerOf);
    for (const { reader } of all) reader.read(Buffer.from('one\n'));
    assert.deepEqual(
      all.map(({ reader }) => reader.isWaiting),
      all.map((_, at) => at === fewMessages),
    );
  });

  it('reads nothing more once the connection is gone', () => {
    const { reader, receiver } = readerOf();
    reader.read(Buffer.from('one\ntwo'));
    reader.finish(() => receiver.log.push('gone'));
    reader.read(Buffer.from('late\nrest'));
    assert.deepEqual(receiver.log, ['one', 'two', 'gone']);
    assert.equal(unfinishedFrames.bytes, 0);
  });

  it('knows where the slice begins that completed a frame, although others were decoded since', () => {
    const { reader, receiver } = readerOf();
    const positions: number[] = [];
    receiver.onFrame = () => positions.push(reader.deliveredFrom);
    for (const text of ['one\ntw', 'o', '\n']) reader.read(Buffer.from(text));
    receiver.isBusy = true;
    for (const text of ['x\ny\n', 'z\n']) reader.read(Buffer.from(text));
    receiver.isBusy = false;
    reader.deliverWaiting();
    assert.deepEqual(positions, [0, 7, 8, 8, 12]);
  });

  it('ends only a few connections in an exhausted turn, and the others in later ones', async () => {
    shortTurns(0);
    const all = Array.from({ length: fewMessages + 1 }, readerOf);
    for (const { reader, receiver } of all) reader.finish(() => receiver.log.push('(end)'));
    assert.equal(all.filter(({ receiver }) => receiver.log.length > 0).length, fewMessages);
    const last = all.at(-1) ?? assert.fail();
    await once(last.receiver.rests, 'rested');
    assert.deepEqual(last.receiver.log, ['(end)']);
  });

  it('decodes nothing for a busy receiver, and then only a part of a long read', () => {
    const { reader, receiver } = readerOf();
    const append = mock.method(ChunkList.prototype, 'append');
    receiver.isBusy = true;
    reader.read(Buffer.alloc(64 * 1024, '\n'));
    assert.equal(append.mock.callCount(), 0);
    receiver.isBusy = false;
    receiver.onFrame = () => {
      receiver.isBusy = true;
    };
    reader.deliverWaiting();
    assert.equal(receiver.log.length, 1);
    assert.ok(append.mock.callCount() < 1000, `${append.mock.callCount()} lines were decoded`);
    assert.ok(reader.isWaiting);
  });

  it('decodes only a little of each peer’s data in an exhausted turn', async () => {
    shortTurns(0);
    const append = mock.method(ChunkList.prototype, 'append');
    const all = Array.from({ length: 10 }, readerOf);
    for (const { reader } of all) reader.read(Buffer.alloc(8 * 1024, '\n'));
    assert.ok(append.mock.callCount() < 10_000, `${append.mock.callCount()} lines were decoded`);
    mock.restoreAll();
    for (const { reader, receiver } of all) while (reader.isWaiting) await once(receiver.rests, 'rested');
    assert.ok(all.every(({ receiver }) => receiver.log.length === 8 * 1024));
  });

  it('delivers each read unchanged without framing, and after a bogus length', () => {
    const long = Buffer.alloc(64 * 1024, 'x');
    const { reader, receiver } = readerOf('none');
    reader.read(long);
    assert.deepEqual(receiver.log, [long.toString()]);
    const broken = readerOf({ lengthPrefix: { bytes: 4, endian: 'big' } });
    broken.reader.read(Buffer.alloc(4, 0xff));
    broken.reader.read(long);
    assert.deepEqual(broken.receiver.log.slice(1), [long.toString()]);
  });

  it('acts after the pending frames: at once if there are none', () => {
    const { reader, receiver } = readerOf();
    const act = (name: string) => () => void receiver.log.push(`(${name})`);
    reader.behind(act('at once'));
    assert.deepEqual(receiver.log.splice(0), ['(at once)']);
    receiver.isBusy = true;
    reader.read(lines(['one', 'two']));
    reader.behind(act('between'));
    reader.read(lines(['three']));
    receiver.onFrame = text => text === 'three' && reader.behind(act('behind'));
    assert.deepEqual(receiver.log, []);
    receiver.isBusy = false;
    reader.deliverWaiting();
    assert.deepEqual(receiver.log, ['one', 'two', '(between)', 'three', '(behind)']);
    assert.ok(!reader.isWaiting);
  });

  it('waits for a busy receiver at the end, unless the connection is gone', () => {
    for (const how of ['end', 'finish'] as const) {
      const { reader, receiver } = readerOf();
      receiver.isBusy = true;
      reader.read(Buffer.from('one\nrest'));
      reader[how](() => receiver.log.push('(end)'));
      const all = ['one', 'rest', '(end)'];
      assert.deepEqual(receiver.log, how === 'end' ? [] : all);
      receiver.isBusy = false;
      reader.deliverWaiting();
      assert.deepEqual(receiver.log, all);
    }
  });

  for (const [name, begin] of Object.entries({
    'the framing changes': (reader: FrameReader) => reader.change({ fixed: 2 }),
    'the stream ends': (reader: FrameReader) => reader.end(() => undefined),
    'the connection is gone': (reader: FrameReader) => reader.finish(() => undefined),
  }))
    it(`also yields when ${name}`, async () => {
      shortTurns(100);
      const { reader, receiver } = readerOf();
      receiver.isBusy = true;
      reader.read(lines(numbers(1000)));
      receiver.isBusy = false;
      begin(reader);
      assert.equal(receiver.log.length, 100);
      while (reader.isWaiting) {
        const delivered = receiver.log.length;
        await once(receiver.rests, 'rested');
        assert.ok(receiver.log.length - delivered <= 100);
      }
      assert.deepEqual(receiver.log, numbers(1000));
    });

  it('ends even if frames can’t be delivered, after the others that wait', async () => {
    shortTurns(100);
    const { reader, receiver } = readerOf();
    reader.read(lines(numbers(1000)));
    receiver.log.length = 0;
    receiver.onFrame = () => {
      throw new Error('can’t be recorded');
    };
    const failed = new Promise(resolve => {
      receiver.failed = resolve;
    });
    reader.behind(() => receiver.log.push('(behind)'));
    reader.finish(() => receiver.log.push('(end)'));
    await failed;
    assert.deepEqual(receiver.log.splice(0), ['100', '(behind)', '(end)']);
    reader.finish(() => receiver.log.push('(end again)'));
    assert.deepEqual(receiver.log, ['(end again)']);
  });

  for (const [when, isBusy] of [
    ['are decoded', false],
    ['wait for a busy receiver', true],
  ] as const)
    it(`drops its data when frames ${when}, reports how much, and performs what was due after them`, () => {
      shortTurns(100);
      const { reader, receiver } = readerOf();
      reader.read(lines(Array.from({ length: 1000 }, () => 'five')));
      receiver.isBusy = isBusy;
      reader.read(Buffer.from('five\nbegun'));
      reader.end(() => receiver.log.push('end'));
      const delivered = receiver.log.length;
      assert.ok(delivered < 1000);
      let dropped = 0;
      reader.discard(bytes => {
        receiver.log.push('dropped');
        dropped = bytes;
      });
      assert.deepEqual(receiver.log.slice(delivered), ['dropped', 'end']);
      const left = (1001 - delivered) * 5 + 5;
      assert.ok(dropped <= left && dropped >= left * 0.8, `${dropped} of ${left}`);
      reader.read(Buffer.from('more\n'));
      reader.discard(() => receiver.log.push('more was dropped'));
      assert.equal(receiver.log.length, delivered + 2);
      assert.ok(!reader.isWaiting);
    });

  it('drops an incomplete frame, and reports nothing if there is none', () => {
    const { reader, receiver } = readerOf();
    reader.read(Buffer.from('one\ntwo'));
    reader.discard(bytes => receiver.log.push(`${bytes}`));
    assert.deepEqual(receiver.log, ['one', '3']);
    readerOf().reader.discard(() => assert.fail('nothing was dropped'));
  });

  describe('and the memory of an incomplete frame', () => {
    const MiB = 1024 * 1024;
    const others: FrameHolder[] = Array.from({ length: 255 }, () => ({ maxFrameBytes: MiB, cut: () => assert.fail() }));
    afterEach(() => {
      for (const other of others) unfinishedFrames.update(other, 0);
      assert.equal(unfinishedFrames.bytes, 0);
    });

    it('counts it until the frame is complete or dropped, or the framing changes', () => {
      for (const finish of [
        (reader: FrameReader) => reader.read(Buffer.from('\n')),
        (reader: FrameReader) => reader.end(() => undefined),
        (reader: FrameReader) => reader.finish(() => undefined),
        (reader: FrameReader) => reader.discard(),
        (reader: FrameReader) => reader.change('none'),
      ]) {
        const { reader } = readerOf();
        reader.read(Buffer.from('one\nhalf'));
        assert.equal(unfinishedFrames.bytes, 4);
        finish(reader);
        assert.equal(unfinishedFrames.bytes, 0);
      }
    });

    it('stops counting it when frames can’t be delivered', () => {
      const { reader, receiver } = readerOf();
      receiver.isBusy = true;
      reader.read(Buffer.from('one\nhalf'));
      receiver.onFrame = () => {
        throw new Error('broken');
      };
      assert.throws(() => reader.finish(() => undefined), /broken/);
      assert.equal(unfinishedFrames.bytes, 0);
    });

    it('frees it by delivering a piece if all of them use too much, after the pending frames', async () => {
      // However long this takes.
      mock.method(turnBudget, 'tryTake', () => true);
      const { reader, receiver } = readerOf();
      reader.read(Buffer.from(`one\n${'x'.repeat(2 * MiB)}`));
      assert.deepEqual(receiver.log, ['one']);
      receiver.isBusy = true;
      reader.behind(() => receiver.log.push('behind'));
      reader.read(Buffer.from('yz\nlast\n'));
      receiver.isBusy = false;
      // Another peer's read.
      for (const other of others) unfinishedFrames.update(other, MiB);
      assert.deepEqual(receiver.log, ['one', 'behind']);
      await once(receiver.rests, 'rested');
      assert.deepEqual(
        receiver.log.map(text => text.replace(/x+/, all => `${all.length} `)),
        ['one', 'behind', `${2 * MiB - 1} `, '1 yz', 'last'],
      );
      assert.deepEqual(receiver.flaws, [undefined, 'cut', 'cut', undefined]);
    });
  });

  it('continues after a frame that can’t be delivered', () => {
    const { reader, receiver } = readerOf();
    receiver.onFrame = text => {
      if (text === 'bad') throw new Error('bad');
    };
    assert.throws(() => reader.read(lines(['good', 'bad', 'next'])), /bad/);
    reader.deliverWaiting();
    assert.deepEqual(receiver.log, ['good', 'bad', 'next']);
  });
});
