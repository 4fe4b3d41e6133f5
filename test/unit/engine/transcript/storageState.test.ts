import assert from 'node:assert/strict';
import type { TranscriptStorage } from '../../../../src/core/transcriptEntry.ts';
import { StorageState } from '../../../../src/engine/transcript/storageState.ts';

describe('the storage state of transcripts', () => {
  const [one, other] = [{}, {}];
  const full = Object.assign(new Error('no space left'), { code: 'ENOSPC' });
  const failure = { code: 'ENOSPC', params: { detail: 'no space left' } };
  let announced: TranscriptStorage[];
  let storage: StorageState;

  beforeEach(() => {
    announced = [];
    storage = new StorageState(now => announced.push(now));
  });

  it('is announced once for all logs that can’t be written, and once when all are written again', () => {
    storage.fails(one, full);
    storage.fails(other, new Error('later'));
    storage.fails(one, full);
    assert.deepEqual(announced, [{ reached: [], failure }]);
    storage.writes(one);
    storage.writes(one);
    assert.deepEqual(announced.length, 1);
    storage.writes(other);
    assert.deepEqual(announced.slice(1), [{ reached: [] }]);
    storage.fails(one, new Error('of no code'));
    assert.equal(announced.at(-1)?.failure?.code, 'UNKNOWN');
  });

  it('announces each limit once, until others are set', () => {
    storage.forgetBounds();
    assert.deepEqual(announced, []);
    for (const bound of ['memory', 'disk', 'memory', 'disk'] as const) storage.reached(bound);
    assert.deepEqual(announced, [{ reached: ['memory'] }, { reached: ['memory', 'disk'] }]);
    storage.forgetBounds();
    storage.reached('disk');
    assert.deepEqual(announced.slice(2), [{ reached: [] }, { reached: ['disk'] }]);
    assert.deepEqual(storage.now, { reached: ['disk'] });
  });
});
