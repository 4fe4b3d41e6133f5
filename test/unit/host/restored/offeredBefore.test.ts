import assert from 'node:assert/strict';
import { OfferedBefore } from '../../../../src/host/restored/offeredBefore.ts';
import { fakeMemento } from '../../../support/fakeMemento.ts';

const key = 'offeredEndpoints';

describe('endpoints that were offered for reopening', () => {
  it('are known to later windows until they are started or gone', () => {
    const memory = fakeMemento();
    const first = new OfferedBefore(memory);
    first.add(['a', 'b', 'c']);
    first.delete('b');
    const next = new OfferedBefore(memory);
    assert.deepEqual(
      ['a', 'b', 'c'].map(id => next.has(id)),
      [true, false, true],
    );
    next.retain(new Set(['b', 'c']));
    assert.deepEqual(memory.get(key), ['c']);
  });

  it('are stored only if they change', () => {
    const memory = fakeMemento();
    let writes = 0;
    const update = async (name: string, value: unknown) => {
      writes++;
      await memory.update(name, value);
    };
    const offered = new OfferedBefore({ ...memory, update });
    offered.add([]);
    offered.add(['a']);
    offered.add(['a']);
    offered.delete('b');
    offered.retain(new Set(['a']));
    assert.equal(writes, 1);
  });

  it('are forgotten if another version stored something else', () => {
    const memory = fakeMemento(new Map<string, unknown>([[key, { a: true }]]));
    const offered = new OfferedBefore(memory);
    assert.equal(offered.has('a'), false);
    offered.add(['b']);
    assert.deepEqual(memory.get(key), ['b']);
  });
});
