import assert from 'node:assert/strict';
import { printSeen, type SeenPart } from '../../support/printSeen.ts';

describe('the output of a failed test', () => {
  async function printed(part: Partial<SeenPart> & Pick<SeenPart, 'read'>): Promise<string[]> {
    const texts: string[] = [];
    await printSeen([{ title: 'a part', lines: 2, end: 'first', ...part }], text => texts.push(text));
    return texts
      .join('\n')
      .split('\n')
      .map(line => line.trim());
  }

  it('is limited to the first or the last lines', async () => {
    const read = async () => 'one\ntwo\nthree\n';
    assert.deepEqual(await printed({ read }), ['── a part', 'one', 'two', '… 1 more lines']);
    assert.deepEqual(await printed({ read, end: 'last' }), ['── a part', '… 1 more lines', 'two', 'three']);
    assert.deepEqual(await printed({ read, lines: 3 }), ['── a part', 'one', 'two', 'three']);
    const [, long = ''] = await printed({ read: async () => 'x'.repeat(10_000) });
    assert.equal(long.length, 401);
  });

  it('reports a part that can’t be read, and continues', async () => {
    const read = () => Promise.reject(new Error('the page has gone\nand more'));
    assert.deepEqual(await printed({ read }), ['── a part', '(can’t be read: Error: the page has gone)']);
    assert.deepEqual(await printed({ read: async () => '' }), ['── a part', '(nothing)']);
  });

  it('doesn’t wait for a part that never answers', async () => {
    const read = () => new Promise<string>(() => undefined);
    assert.deepEqual(await printed({ read, patienceMs: 1 }), ['── a part', '(no answer)']);
  });
});
