import assert from 'node:assert/strict';
import { Uri } from 'vscode';
import { localPathOf } from '../../../../src/host/shown/localPath.ts';

describe('the path of a file that the engine writes or reads', () => {
  it('must be on the engine’s machine', () => {
    assert.equal(localPathOf(Uri.file('/a.png')), Uri.file('/a.png').fsPath);
    assert.throws(() => localPathOf(Uri.parse('memory:/a.png')), {
      name: 'RangeError',
      message: /not memory:\/a\.png\.$/,
    });
  });
});
