import assert from 'node:assert/strict';
import { isNode, omission, type PickleValue } from '../../../../src/core/pickle/pickleValue.ts';

describe('a pickle value', () => {
  it('is a node unless it is a plain JavaScript value, including bytes', () => {
    const plain: (PickleValue | undefined)[] = [undefined, null, true, 0, 1n, '', new Uint8Array(1)];
    for (const value of plain) assert.equal(isNode(value), false, String(value));
    const nodes: PickleValue[] = [omission, { kind: 'float', value: 1 }, { kind: 'tuple', id: 0, items: [] }];
    for (const node of nodes) assert.equal(isNode(node), true);
  });
});
