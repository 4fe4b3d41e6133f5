import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { FilesAtRest } from '../../../../src/engine/transcript/filesAtRest.ts';

describe('a log’s files at rest', () => {
  let closed: number;
  let files: FilesAtRest;

  beforeEach(() => {
    closed = 0;
    files = new FilesAtRest(async () => closed++);
  });

  it('are closed', async () => {
    files.isResting = true;
    await nextTurn();
    assert.equal(closed, 1);
  });

  it('are closed again after the last of several reads, not in between', async () => {
    files.isResting = true;
    await nextTurn();
    for (let row = 0; row < 5; row++) await files.during(async () => row);
    assert.equal(closed, 1);
    await nextTurn();
    assert.ok(closed > 1);
  });

  for (const [when, isRestingFirst] of Object.entries({ before: false, after: true }))
    it(`stay open for a read that begins ${when} the log rests`, async () => {
      files.isResting = isRestingFirst;
      const reading = Promise.withResolvers<void>();
      const read = files.during(() => reading.promise);
      files.isResting = true;
      await nextTurn();
      assert.equal(closed, 0);
      reading.resolve();
      await read;
      await nextTurn();
      assert.equal(closed, 1);
    });

  it('stay open while the log is in use', async () => {
    files.isResting = true;
    files.isResting = false;
    await files.during(async () => undefined);
    await nextTurn();
    assert.equal(closed, 0);
  });

  it('are closed after a failed read, which rejects', async () => {
    files.isResting = true;
    await nextTurn();
    await assert.rejects(
      files.during(() => Promise.reject(new Error('unreadable'))),
      /unreadable/,
    );
    await nextTurn();
    assert.equal(closed, 2);
  });

  it('wait for the last of several concurrent reads', async () => {
    const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const reads = [first, second].map(({ promise }) => files.during(() => promise));
    files.isResting = true;
    first.resolve();
    await reads[0];
    await nextTurn();
    assert.equal(closed, 0);
    second.resolve();
    await reads[1];
    await nextTurn();
    assert.equal(closed, 1);
  });
});
