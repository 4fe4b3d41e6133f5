import assert from 'node:assert/strict';
import { mkdir, realpath, symlink, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';
import { join, parse } from 'node:path';
import { mock } from 'node:test';
import {
  isAboveHome,
  isReallyBelow,
  isRedirected,
  linkedOutside,
  willBeBelow,
} from '../../../../src/client/permissions/isReallyBelow.ts';
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
      // Exactly as named: `join` would resolve the dots.
      assert.equal(await isReallyBelow(`${outer.path}/${path}`, [outer.at('workspace')]), isBelow);
    });
  }
});

describe('a path below a folder', () => {
  const outer = temporaryFolder();

  it('is redirected by a link in the folder, not by one above it', async () => {
    await mkdir(outer.at('workspace/deep'), { recursive: true });
    await mkdir(outer.at('other'));
    await symlink(outer.at('other'), outer.at('workspace/link'));
    await symlink(outer.at('nowhere'), outer.at('workspace/broken'));
    await symlink(outer.at('workspace'), outer.at('alias'));
    for (const base of ['workspace', 'alias'])
      for (const [path, is] of [
        ['', false],
        ['deep', false],
        ['deep/new/folder', false],
        ['link', true],
        ['link/new', true],
        ['broken', true],
      ] as const)
        assert.equal(await isRedirected(join(outer.at(base), path), outer.at(base)), is, `${base}/${path}`);
  });
});

describe('a folder above the user’s home', () => {
  const outer = temporaryFolder();

  it('contains it, even through a link', async () => {
    await mkdir(outer.at('home/project'), { recursive: true });
    await symlink(outer.path, outer.at('home/project/all'));
    const home = mock.method(os, 'homedir', () => outer.at('home'));
    syncBuiltinESMExports();
    try {
      for (const folder of [outer.path, parse(outer.path).root, outer.at('home/project/all')])
        assert.equal(await isAboveHome(folder), true, folder);
      for (const folder of ['home', 'home/project', 'homestead', 'nothing'])
        assert.equal(await isAboveHome(outer.at(folder)), false, folder);
    } finally {
      home.mock.restore();
      syncBuiltinESMExports();
    }
  });
});

describe('a file about to be written', () => {
  const outer = temporaryFolder();

  beforeEach(async () => {
    await mkdir(outer.at('workspace/deep'), { recursive: true });
    await writeFile(outer.at('workspace/own.txt'), '');
    await symlink(outer.path, outer.at('workspace/out'));
    await symlink(outer.at('workspace/deep'), outer.at('workspace/in'));
    await symlink(outer.at('later.txt'), outer.at('workspace/nowhere'));
  });

  for (const [path, isBelow] of [
    ['workspace', true],
    ['workspace/own.txt', true],
    ['workspace/new.txt', true],
    ['workspace/new/deeper/new.txt', true],
    ['workspace/in/new.txt', true],
    ['workspace/in/../new.txt', true],
    ['workspace/new/', true],
    ['workspace/new/../other.txt', true],
    ['workspace/out/new.txt', false],
    ['workspace/out/../new.txt', false],
    ['workspace/new/../../new.txt', false],
    ['workspace/nowhere', false],
    ['workspace/nowhere/new.txt', false],
    ['workspace/own.txt/new.txt', false],
    ['workspace2/new.txt', false],
    ['new.txt', false],
  ] as const)
    it(`will ${isBelow ? '' : 'not '}be in the workspace: ${path}`, async () => {
      assert.equal(await willBeBelow(`${outer.path}/${path}`, [outer.at('workspace')]), isBelow);
    });

  it('will be in a folder that doesn’t exist yet', async () => {
    assert.equal(await willBeBelow(outer.at('later/a.txt'), [outer.at('later')]), true);
    assert.equal(await willBeBelow(outer.at('later2/a.txt'), [outer.at('later')]), false);
  });
});

describe('a link in a folder', () => {
  const outer = temporaryFolder();
  const found = (name: string) => linkedOutside(outer.at(name), [outer.at('workspace')]);

  beforeEach(async () => {
    await mkdir(outer.at('workspace/a/b'), { recursive: true });
    await mkdir(outer.at('workspace/other'));
    await mkdir(outer.at('secrets'));
    await writeFile(outer.at('secrets/key'), '');
    await symlink(outer.at('workspace/a'), outer.at('workspace/a/b/loop'));
    await symlink(outer.at('nowhere'), outer.at('workspace/a/b/nowhere'));
    await symlink(outer.at('workspace/other'), outer.at('workspace/a/other'));
  });

  it('may lead to the folder itself or another workspace folder, and nowhere else', async () => {
    assert.equal(await found('workspace/a'), undefined);
    assert.equal(await found('workspace/missing'), undefined);
  });

  for (const [target, link] of [
    ['secrets', 'workspace/a/b/folder'],
    ['secrets/key', 'workspace/a/b/file'],
    ['secrets/key', 'workspace/other/in a folder that a link leads to'],
  ] as const)
    it(`is found if it leads out of the workspace: ${link}`, async () => {
      await symlink(outer.at(target), outer.at(link));
      assert.equal(await found('workspace/a'), await realpath(outer.at(target)));
    });
});
