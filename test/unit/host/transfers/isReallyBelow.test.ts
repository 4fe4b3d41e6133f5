import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isReallyBelow } from '../../../../src/host/transfers/isReallyBelow.ts';

describe('a file that a page names', () => {
  let outer: string;
  let workspace: string;

  beforeEach(async () => {
    outer = await mkdtemp(join(tmpdir(), 'portside-below-'));
    workspace = join(outer, 'workspace');
    await mkdir(join(workspace, 'deep'), { recursive: true });
    await writeFile(join(workspace, 'deep/own.txt'), '');
    await writeFile(join(outer, 'secret.txt'), '');
    await symlink(join(outer, 'secret.txt'), join(workspace, 'link.txt'));
    await symlink(workspace, join(outer, 'other name'));
  });

  afterEach(() => rm(outer, { recursive: true }));

  for (const [path, isBelow] of [
    ['workspace/deep/own.txt', true],
    ['workspace', true],
    ['other name/deep/own.txt', true],
    ['workspace/deep/../../secret.txt', false],
    ['workspace/link.txt', false],
    ['secret.txt', false],
    ['workspace/nothing.txt', false],
  ] as const) {
    it(`is ${isBelow ? '' : 'not '}in the workspace: ${path}`, async () => {
      // As it was named: `join` would follow the dots.
      assert.equal(await isReallyBelow(`${outer}/${path}`, [workspace]), isBelow);
    });
  }
});
