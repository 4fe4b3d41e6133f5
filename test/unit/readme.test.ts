import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseEndpointConfig } from '../../src/core/config/endpointConfigSchema.ts';
import { root } from '../support/paths.ts';

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'src/core/endpointConfig.md',
  'src/core/transfer/files.md',
  'src/core/transfer/framedFormat.md',
  'src/core/video/video.md',
  'src/engine/transcript/transcript.md',
  'src/host/api.md',
];

const picture =
  /<picture>\s*<source media="\(prefers-color-scheme: light\)" srcset="([^"]+)">\s*<img alt="[^"]+"[^>]* src="([^"]+)">\s*<\/picture>/g;

const read = (page: string) => readFile(join(root, page), 'utf8');

describe('the README and its linked pages', () => {
  it('show valid configs', async () => {
    for (const page of ['README.md', 'src/core/endpointConfig.md']) {
      const shown = [...(await read(page)).matchAll(/```json\n(.*?)```/gs)].map(([, json = '']) => JSON.parse(json));
      const configs = shown.filter(value => 'kind' in value);
      assert.ok(configs.length > 0, page);
      for (const config of configs) assert.deepEqual(parseEndpointConfig(config).unknownKeys, []);
    }
  });

  it('show the peer program of the framed format as tested', async () => {
    const program = await read('test/interop/programs/framed_peer.py');
    const page = await read('src/core/transfer/framedFormat.md');
    const shown = /<!-- framed_peer.py -->\n```python\n(.*?)```\n<!-- \/framed_peer.py -->/s.exec(page)?.[1];
    assert.equal(shown, program);
  });

  it('link to existing files', async () => {
    for (const page of pages) {
      const links = [...(await read(page)).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path = '']) => path);
      for (const path of links) assert.ok(existsSync(join(root, dirname(page), path)), `${page} links to ${path}`);
    }
  });

  it('show each picture in both themes, with a dark one where pages can’t choose', async () => {
    const readme = await read('README.md');
    const shown = [...readme.matchAll(picture)].map(([, light = '', dark = '']) => {
      assert.equal(dark.replace('-dark.', '-light.'), light);
      return [light, dark];
    });
    assert.equal(shown.length, readme.split('<picture>').length - 1);
    const taken = await readdir(join(root, 'media'));
    assert.deepEqual(
      shown.flat().sort(),
      taken
        .filter(name => /-(light|dark)\./.test(name))
        .map(name => `media/${name}`)
        .sort(),
    );
    assert.ok(!readme.includes('!['));
  });
});
