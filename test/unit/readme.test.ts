import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEndpointConfig } from '../../src/core/endpointConfigSchema.ts';
import { root } from '../support/paths.ts';

describe('the README', () => {
  it('shows configs that can be used', async () => {
    const readme = await readFile(join(root, 'README.md'), 'utf8');
    const shown = [...readme.matchAll(/```json\n(.*?)```/gs)].map(([, json = '']) => JSON.parse(json));
    const configs = shown.filter(value => 'kind' in value);
    assert.ok(configs.length > 0);
    for (const config of configs) assert.deepEqual(parseEndpointConfig(config).unknownKeys, []);
  });

  it('shows the peer of the framed format as it is tested', async () => {
    const readme = await readFile(join(root, 'README.md'), 'utf8');
    const program = await readFile(join(root, 'test/interop/programs/framed_peer.py'), 'utf8');
    const shown = /<!-- framed_peer.py -->\n```python\n(.*?)```\n<!-- \/framed_peer.py -->/s.exec(readme)?.[1];
    assert.equal(shown, program);
  });
});
