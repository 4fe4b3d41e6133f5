import assert from 'node:assert/strict';
import { boundMethods } from '../../../src/engine/boundMethods.ts';

describe('bound methods', () => {
  class Counter {
    #count = 0;

    add(by: number): number {
      this.#count += by;
      return this.#count;
    }

    async addLater(by: number): Promise<number> {
      return this.add(by);
    }
  }

  it('are own functions that work on their object', async () => {
    const { add, addLater, ...others } = boundMethods(new Counter());
    assert.equal(add(1), 1);
    assert.equal(await addLater(2), 3);
    assert.deepEqual(others, {});
  });
});
