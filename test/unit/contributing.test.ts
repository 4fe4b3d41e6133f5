/** The lists in CONTRIBUTING.md of what a new kind, framing, layer, decoder or command needs. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { allKinds } from '../../src/core/kinds.ts';
import { addedDecoder, addedFraming, addedKind, addedLayer } from '../support/additions.ts';
import { root } from '../support/paths.ts';

const page = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');

/** Returns the files listed under a heading, in order. */
function listed(heading: string): string[] {
  const [, section = ''] = page.split(`\n### ${heading}\n`);
  const [own = ''] = section.split('\n#');
  return [...own.matchAll(/^\d+\. `([^`]+)`/gm)].map(([, file = '']) => file);
}

describe('the contributor docs', () => {
  it('list, for a kind, framing, layer and decoder, the files that interop/additions.test.ts changes in a copy', () => {
    assert.deepEqual(listed('Endpoint kind'), Object.keys(addedKind));
    assert.deepEqual(listed('Framing'), Object.keys(addedFraming));
    assert.deepEqual(listed('Layer'), Object.keys(addedLayer));
    assert.deepEqual(listed('Decoder'), Object.keys(addedDecoder));
  });

  it('name only files that exist', async () => {
    const { stdout } = await promisify(execFile)('git', ['ls-files'], { cwd: root, maxBuffer: 16 * 1024 * 1024 });
    const files = stdout.split('\n');
    const named = [...page.matchAll(/`([\w./-]+\.(?:ts|md|cjs|css))`/g)].map(([, name = '']) => name);
    const isThere = (name: string) =>
      /\/your\w+\.ts$/.test(name) || files.some(file => `/${file}`.endsWith(`/${name}`));
    assert.deepEqual(
      named.filter(name => !isThere(name)),
      [],
    );
  });

  it('describe every kind in endpointConfig.md', () => {
    const config = readFileSync(join(root, 'src/core/endpointConfig.md'), 'utf8');
    assert.deepEqual(
      allKinds.filter(kind => !new RegExp(`^\\| \`${kind}\` +\\|`, 'm').test(config)),
      [],
    );
  });
});
