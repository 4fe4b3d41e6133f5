import assert from 'node:assert/strict';
import { Dismissed, isConfirmed, nothingIfDismissed } from '../../../src/client/dismissed.ts';

describe('nothingIfDismissed', () => {
  it('turns a dismissed question into undefined, and rethrows other errors', async () => {
    const error = new Error('other');
    assert.equal(await Promise.reject(new Dismissed()).catch(nothingIfDismissed), undefined);
    await assert.rejects(Promise.reject(error).catch(nothingIfDismissed), thrown => thrown === error);
  });
});

describe('isConfirmed', () => {
  it('is true after an answer and false after a dismissal, and rejects with other errors', async () => {
    const error = new Error('other');
    assert.equal(await isConfirmed(Promise.resolve()), true);
    assert.equal(await isConfirmed(Promise.reject(new Dismissed())), false);
    await assert.rejects(isConfirmed(Promise.reject(error)), thrown => thrown === error);
  });
});
