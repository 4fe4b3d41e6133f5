import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import {
  hasOtherFormat,
  SegmentFiles,
  segmentsAmong,
  storedSegments,
} from '../../../../src/engine/transcript/segmentFiles.ts';
import { encodeSegmentHead } from '../../../../src/engine/transcript/segmentHead.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

describe('the files of a log', () => {
  const folder = temporaryFolder();
  const found = async (...names: string[]) => {
    await Promise.all(names.map(name => writeFile(folder.at(name), '')));
    const { files, numbers, cleared } = await storedSegments(folder.path);
    return { numbers, next: files.path(7), cleared };
  };

  it('have names that sort by number, and new ones after a clear', () => {
    const files = new SegmentFiles(folder.path, 3);
    assert.equal(files.path(0), folder.at('3-000000.log'));
    assert.equal(files.path(1_234_567), folder.at('3-1234567.log'));
    assert.equal(files.next().path(2), folder.at('4-000002.log'));
  });

  it('are none if nothing was ever written', async () => {
    const { files, numbers } = await storedSegments(folder.at('none'));
    assert.deepEqual([numbers, files.path(0)], [[], folder.at('none', '0-000000.log')]);
  });

  it('are in the order of their numbers, not of their names', async () => {
    const { numbers } = await found('0-999999.log', '0-1000000.log', '0-999998.log');
    assert.deepEqual(numbers, [999_998, 999_999, 1_000_000]);
  });

  it('are those of the last generation', async () => {
    const { numbers, next, cleared } = await found('9-000005.log', '10-000000.log', '10-000001.log');
    assert.deepEqual([numbers, next], [[0, 1], folder.at('10-000007.log')]);
    assert.deepEqual(cleared, [folder.at('9-000005.log')]);
  });

  it('are all that are there, also where some are missing', async () => {
    const { numbers } = await found('0-000001.log', '0-000003.log', '0-000004.log', '0-000006.log', '0-000007.log');
    assert.deepEqual(numbers, [1, 3, 4, 6, 7]);
  });

  it('may be more than a call may have arguments', () => {
    const names = Array.from({ length: 200_000 }, (_, at) => `0-${String(at).padStart(6, '0')}.log`);
    assert.equal(segmentsAmong(names, folder.path).numbers.length, names.length);
  });

  it('are of another format if one of them is', async () => {
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

  it('are not what others left beside them', async () => {
    const { numbers } = await found('0-000000.log', '0-000001.log.damaged', 'endpoint.json', 'a0-000001.log', '1-.log');
    assert.deepEqual(numbers, [0]);
  });
});
