import assert from 'node:assert/strict';
import { EndpointMoves } from '../../../../src/engine/endpoints/endpointMoves.ts';

describe('endpoint moves', () => {
  it('begin at once, and one after the other if they concern the same endpoint', async () => {
    const moves = new EndpointMoves();
    const [first, other] = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
    const begun: string[] = [];
    const begin = (name: string, until: Promise<string>) => () => {
      begun.push(name);
      return until;
    };
    const moved = [
      moves.inTurn('a', begin('first of a', first.promise)),
      moves.inTurn('a', begin('second of a', Promise.resolve('second'))),
      moves.inTurn('b', begin('first of b', other.promise)),
    ];
    assert.deepEqual(begun, ['first of a', 'first of b']);
    other.resolve('other');
    await moved[2];
    assert.equal(begun.length, 2);
    first.resolve('first');
    assert.deepEqual(await Promise.all(moved), ['first', 'second', 'other']);
  });

  it('continue after a failed one', async () => {
    const moves = new EndpointMoves();
    const failing = moves.inTurn('a', () => Promise.reject(new Error('no')));
    const next = moves.inTurn('a', async () => 'done');
    await assert.rejects(failing, { message: 'no' });
    assert.equal(await next, 'done');
  });

  it('can be awaited, including those that follow', async () => {
    const moves = new EndpointMoves();
    const over: string[] = [];
    const first = moves.inTurn('a', async () => {
      await Promise.resolve();
      void moves.inTurn('a', async () => void over.push('second'));
      over.push('first');
    });
    await moves.settled();
    assert.deepEqual(over, ['first', 'second']);
    await first;
    await moves.settled();
  });
});
