import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { encodeSegmentHead } from '../../../../src/engine/transcript/segmentHead.ts';
import { readSegment, type SegmentPart } from '../../../../src/engine/transcript/storedSegment.ts';
import { turnBudget } from '../../../../src/engine/turns/turnBudget.ts';
import { strangeRecord } from '../../../support/strangeLogs.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

describe('a segment file', () => {
  const folder = temporaryFolder();
  const head = encodeSegmentHead({ firstSeq: 0, clearedBefore: 0, previousFirstSeq: 0 });

  const put = async (...records: readonly Uint8Array[]) => {
    await writeFile(folder.at('log'), Buffer.concat([head, ...records]));
    return readSegment(folder.at('log'));
  };
  const all = async (batches: AsyncIterable<readonly SegmentPart[]>) => {
    const found: SegmentPart[] = [];
    for await (const batch of batches) found.push(...batch);
    return found;
  };
  const small = (count: number) => Array.from({ length: count }, (_, seq) => strangeRecord({ seq }, 'text'));

  it('is read as a head and its records, with what they carry', async () => {
    const name = strangeRecord({ kind: 'peer', peer: 1 }, '{"id":"p1","address":"a"}');
    const found = await all(await put(name, strangeRecord({ peer: 1 }, 'text')));
    assert.deepEqual(
      found.map(one => (one.what === 'record' ? [one.header.kind, one.offset, one.name?.id] : one.what)),
      ['head', ['peer', 64, 'p1'], ['in', 121, undefined]],
    );
  });

  it('is read whole even if its records are far larger or smaller than one read', async () => {
    const large = [0, 1, 2].map(seq => strangeRecord({ seq }, Buffer.alloc(300_000), true));
    const found = await all(await put(...large, ...small(20_000)));
    assert.deepEqual([found.length, found.every(({ what }) => what !== 'damage')], [20_004, true]);
  });

  it('is read a few records at a time, yielding once this turn’s work is used up', async () => {
    const batches = await put(...small(300));
    const first = await batches.next();
    assert.ok((first.value as readonly SegmentPart[]).length <= 128);
    while (turnBudget.tryTake(2 ** 17));
    const order: string[] = [];
    const turn = nextTurn().then(() => order.push('turn'));
    const next = batches.next().then(() => order.push('records'));
    await Promise.all([turn, next]);
    assert.deepEqual(order, ['turn', 'records']);
    await batches.return(undefined);
  });
});
