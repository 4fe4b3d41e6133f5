import assert from 'node:assert/strict';
import { Dismissed, nothingIfDismissed } from '../../../src/client/dismissed.ts';

describe('nothingIfDismissed', () => {
  it('turns a dismissed question into undefined, and rethrows other errors', async () => {
    const error = new Error('other');
    assert.equal(await Promise.reject(new Dismissed()).catch(nothingIfDismissed), undefined);
    await assert.rejects(Promise.reject(error).catch(nothingIfDismissed), thrown => thrown === error);
  });
});
