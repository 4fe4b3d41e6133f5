import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../support/paths.ts';

describe('the README', () => {
  it('shows the peer of the framed format as it is tested', async () => {
    const readme = await readFile(join(root, 'README.md'), 'utf8');
    const program = await readFile(join(root, 'test/interop/programs/framed_peer.py'), 'utf8');
    const shown = /<!-- framed_peer.py -->\n```python\n(.*?)```\n<!-- \/framed_peer.py -->/s.exec(readme)?.[1];
    assert.equal(shown, program);
  });
});
