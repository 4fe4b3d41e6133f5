import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { isReallyBelow } from '../../../../src/host/transfers/isReallyBelow.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

describe('a file that a page names', () => {
  const outer = temporaryFolder();

  beforeEach(async () => {
    await mkdir(outer.at('workspace/deep'), { recursive: true });
    await writeFile(outer.at('workspace/deep/own.txt'), '');
    await writeFile(outer.at('secret.txt'), '');
    await symlink(outer.at('secret.txt'), outer.at('workspace/link.txt'));
    await symlink(outer.at('workspace'), outer.at('other name'));
  });

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
      assert.equal(await isReallyBelow(`${outer.path}/${path}`, [outer.at('workspace')]), isBelow);
    });
  }
});
