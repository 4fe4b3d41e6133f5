import assert from 'node:assert/strict';
import { type Redrawn, Redraws } from '../../../../src/host/tree/redraws.ts';

describe('redraws of a tree', () => {
  let top: string[];
  let announced: Redrawn<string>[];
  let redraws: Redraws<string>;

  beforeEach(() => {
    top = ['a', 'b'];
    announced = [];
    redraws = new Redraws(() => top);
    redraws.onDidAnnounce(rows => void announced.push(rows));
    redraws.noteTopRows(['a', 'b']);
  });
  afterEach(() => redraws.dispose());

  const turn = () => new Promise(setImmediate);

  it('are announced once a turn, with their rows', async () => {
    redraws.request('a');
    redraws.request('a', 'below b');
    redraws.request();
    assert.deepEqual(announced, []);
    await turn();
    assert.deepEqual(announced, [['a', 'below b']]);
    redraws.request('b');
    await turn();
    assert.deepEqual(announced.slice(1), [['b']]);
  });

  it('are of all rows if one is added at the top, removed or moved, which VS Code doesn’t know yet', async () => {
    for (const rows of [
      ['a', 'b', 'c'],
      ['a', 'c'],
      ['c', 'a'],
      ['new', 'a'],
    ]) {
      announced = [];
      top = rows;
      redraws.request('a');
      await turn();
      redraws.request('a');
      await turn();
      assert.deepEqual(announced, [undefined, ['a']]);
    }
    announced = [];
    top = ['b'];
    redraws.noteTopRows(top);
    redraws.request('b');
    await turn();
    assert.deepEqual(announced, [['b']]);
  });

  it('are of all rows if that is requested, and of none if nothing has changed', async () => {
    redraws.request();
    await turn();
    assert.deepEqual(announced, []);
    redraws.requestAll();
    redraws.request('a');
    await turn();
    await turn();
    assert.deepEqual(announced, [undefined]);
  });

  it('end when they are disposed', async () => {
    redraws.request('a');
    redraws.dispose();
    await turn();
    assert.deepEqual(announced, []);
  });
});
