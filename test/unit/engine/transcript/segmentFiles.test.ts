import assert from 'node:assert/strict';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { undoableMs } from '../../../../src/core/undoableMs.ts';
import {
  deleteExpired,
  hasOtherFormat,
  SegmentFiles,
  segmentsAmong,
  storedSegments,
} from '../../../../src/engine/transcript/segmentFiles.ts';
import { encodeSegmentHead } from '../../../../src/engine/transcript/segmentHead.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

describe('a log’s files', () => {
  const folder = temporaryFolder();
  const now = 1_700_000_000_000;
  const found = async (...names: string[]) => {
    await Promise.all(names.map(name => writeFile(folder.at(name), '')));
    const { files, segments, expired } = await storedSegments(folder.path, now);
    return { numbers: segments.map(({ number }) => number), next: files.path(7), expired, segments };
  };

  it('have names that sort by number, and new ones after a clear', () => {
    const files = new SegmentFiles(folder.path, 3);
    assert.equal(files.path(0), folder.at('3-000000.log'));
    assert.equal(files.path(1_234_567), folder.at('3-1234567.log'));
    assert.equal(files.next().path(2), folder.at('5-000002.log'));
    assert.equal(files.next(now).path(2), folder.at(`${now}-000002.log`));
    assert.deepEqual([files.next(now).clearedMs, files.next(now).next(now).clearedMs], [now, now + 2]);
    assert.equal(files.next(now).next().clearedMs, now + 1, 'it can’t be undone');
    assert.equal(files.next(now + 1).clearedMs, now, 'none is later than the clear');
    const back = files.next(now).backTo(files.create(2, 0));
    assert.deepEqual(
      [back.clearedMs, back.next(3).clearedMs],
      [3, now + 2],
      'none has the name of one that was undone',
    );
  });

  it('don’t exist if nothing was ever written', async () => {
    const { files, segments } = await storedSegments(folder.at('none'));
    assert.deepEqual([segments, files.path(0)], [[], folder.at('none', '0-000000.log')]);
  });

  it('are sorted by number, not by name', async () => {
    const { numbers } = await found('0-999999.log', '0-1000000.log', '0-999998.log');
    assert.deepEqual(numbers, [999_998, 999_999, 1_000_000]);
  });

  it('start after the last clear that can’t be undone', async () => {
    const { numbers, next, expired } = await found('9-000005.log', '10-000006.log', '10-000007.log');
    assert.deepEqual([numbers, next], [[6, 7], folder.at('10-000007.log')]);
    assert.deepEqual(expired, [folder.at('9-000005.log')]);
  });

  it('show when the transcript was cleared, as long as that can be undone', async () => {
    const times = [now - undoableMs - 2, now - undoableMs, now];
    const names = ['0-000000.log', ...times.map((time, at) => `${time}-00000${at + 1}.log`), `${now}-000004.log`];
    const { segments, expired, next } = await found(...names);
    assert.deepEqual(
      segments.map(({ number, clearedMs }) => [number, clearedMs]),
      [
        [1, undefined],
        [2, now - undoableMs],
        [3, now],
        [4, undefined],
      ],
    );
    assert.deepEqual([expired, next], [[folder.at('0-000000.log')], folder.at(`${now}-000007.log`)]);
  });

  it('ignore a clear that can’t be undone, and those before', async () => {
    const { segments, expired } = await found('0-000000.log', `${now}-000001.log`, `${now + 1}-000002.log`);
    assert.deepEqual(
      segments.map(({ number, clearedMs }) => [number, clearedMs]),
      [[2, undefined]],
    );
    assert.equal(expired.length, 2);
  });

  it('ignore clears after the clock was set back by more than that', async () => {
    const { numbers, expired } = await found('0-000000.log', `${now + undoableMs + 2}-000001.log`);
    assert.deepEqual([numbers, expired.length], [[1], 1]);
  });

  it('include what an undo restored but couldn’t rename', async () => {
    const { segments, expired } = await found('0-000001.log', `${now}-000000.log`, `${now}-000002.log`);
    assert.deepEqual(
      segments.map(({ number, clearedMs }) => [number, clearedMs]),
      [
        [0, undefined],
        [1, undefined],
        [2, undefined],
      ],
    );
    assert.deepEqual(expired, []);
  });

  it('are the later ones if two have the same number', async () => {
    const { segments, expired } = await found('0-000000.log', '0-000001.log', `${now}-000001.log`);
    assert.deepEqual(
      segments.map(({ path, clearedMs }) => [path, clearedMs]),
      [
        [folder.at('0-000000.log'), undefined],
        [folder.at(`${now}-000001.log`), now],
      ],
    );
    assert.deepEqual(expired, [folder.at('0-000001.log')]);
  });

  it('are deleted when they can’t be restored anymore, except those of another version', async () => {
    const names = ['0-000000.log', `${now}-000001.log`];
    await found(...names);
    const left = async (atMs: number) => {
      await deleteExpired(folder.path, atMs);
      return (await readdir(folder.path)).sort();
    };
    assert.deepEqual(await left(now + undoableMs), names);
    await writeFile(folder.at(`${now}-000001.log`), 'portside log v3\n');
    assert.deepEqual(await left(now + undoableMs + 1), names);
    await writeFile(folder.at(`${now}-000001.log`), '');
    assert.deepEqual(await left(now + undoableMs + 1), names.slice(1));
  });

  it('are all existing ones, even if some are missing', async () => {
    const { numbers } = await found('0-000001.log', '0-000003.log', '0-000004.log', '0-000006.log', '0-000007.log');
    assert.deepEqual(numbers, [1, 3, 4, 6, 7]);
  });

  it('may exceed the maximum number of call arguments', () => {
    const names = Array.from({ length: 200_000 }, (_, at) => `0-${String(at).padStart(6, '0')}.log`);
    assert.equal(segmentsAmong(names, folder.path).segments.length, names.length);
  });

  it('have another format if one of them has', async () => {
    await writeFile(
      folder.at('0-000000.log'),
      encodeSegmentHead({ firstSeq: 0, clearedBefore: 0, previousFirstSeq: 0 }),
    );
    await writeFile(folder.at('notes.txt'), 'portside log v3\n');
    assert.equal(await hasOtherFormat(folder.path), false);
    await mkdir(folder.at('0-000001.log'));
    assert.equal(await hasOtherFormat(folder.path), false, 'what can’t be read is damaged');
    await writeFile(folder.at('0-000002.log'), 'portside log v3\n');
    assert.equal(await hasOtherFormat(folder.path), true);
    assert.equal(await hasOtherFormat(folder.at('none')), false);
  });

  it('exclude unrelated files', async () => {
    const { numbers } = await found('0-000000.log', '0-000001.log.damaged', 'endpoint.json', 'a0-000001.log', '1-.log');
    assert.deepEqual(numbers, [0]);
  });
});
