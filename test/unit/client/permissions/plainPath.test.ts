import assert from 'node:assert/strict';
import { posix, win32 } from 'node:path';
import { isBelow, isPlainPath } from '../../../../src/client/permissions/plainPath.ts';

describe('a plain path on Windows', () => {
  const folders = ['C:\\project', '\\\\server\\team\\project'];
  const isPlain = (given: string) => isPlainPath(given, folders, win32);

  for (const given of [
    'C:\\project\\a.txt',
    'c:/project/a.txt',
    'D:\\',
    'C:\\project\\..\\other',
    'C:\\project\\.git\\config',
    'C:\\project\\com10.txt',
    'C:\\project\\console',
    'C:\\project\\a b.txt',
    'C:\\project\\ä…\\x',
    'C:\\project\\sub\\',
    '\\\\server\\team\\project\\a.txt',
    '\\\\SERVER\\Team\\a.txt',
    '//server/team/a.txt',
    '\\\\server\\team',
  ])
    it(`is ${given}`, () => assert.equal(isPlain(given), true));

  for (const given of [
    '\\\\.\\COM1',
    '\\\\.\\pipe\\portside',
    '\\\\.\\C:\\project\\a.txt',
    '\\\\.\\PhysicalDrive0',
    '//./COM1',
    '\\\\?\\C:\\project\\a.txt',
    '\\\\?\\UNC\\server\\team\\a.txt',
    '\\??\\C:\\project\\a.txt',
    '\\\\server\\pipe\\name',
    '\\\\localhost\\pipe\\name',
    '\\\\server\\IPC$\\x',
    '\\\\other\\team\\a.txt',
    '\\\\server\\teams\\a.txt',
    '\\\\127.0.0.1\\C$\\project\\a.txt',
    '\\\\server',
    'C:a.txt',
    'C:',
    'C:..\\a.txt',
    '\\project\\a.txt',
    '/project/a.txt',
    'a.txt',
    '..\\a.txt',
    '',
    'C:\\project\\a.txt:stream',
    'C:\\project\\a.txt::$DATA',
    'C:\\project\\C:x',
    'C:\\project\\a.txt.',
    'C:\\project\\a.txt ',
    'C:\\project\\.. \\a.txt',
    'C:\\project\\...\\a.txt',
    'C:\\project\\NUL',
    'C:\\project\\nul.txt',
    'C:\\project\\Com1.log',
    'C:\\project\\COM¹',
    'C:\\project\\con .txt',
    'C:\\project\\CONOUT$',
    'C:\\project\\aux\\a.txt',
    'C:\\project\\a\0.txt',
  ])
    it(`isn’t ${JSON.stringify(given)}`, () => assert.equal(isPlain(given), false));

  it('isn’t a share unless a folder is on one', () =>
    assert.equal(isPlainPath('\\\\server\\team\\a.txt', ['C:\\project'], win32), false));
});

describe('a plain path elsewhere', () => {
  it('is any absolute path without NUL', () => {
    const isPlain = (given: string) => isPlainPath(given, ['/project'], posix);
    for (const given of ['/project/a.txt:b', '/project/NUL', '/project/a.', '//other/a', '/project/../x'])
      assert.ok(isPlain(given));
    for (const given of ['', 'a', '../a', '/project/a\0']) assert.ok(!isPlain(given));
  });
});

describe('a folder', () => {
  for (const [real, folder, isIn] of [
    ['C:\\project\\a.txt', 'C:\\project', true],
    ['C:\\project', 'C:\\project\\', true],
    ['c:\\PROJECT\\Sub\\a.txt', 'C:\\project', true],
    ['C:\\project\\..a', 'C:\\project', true],
    ['C:\\project2\\a.txt', 'C:\\project', false],
    ['C:\\a.txt', 'C:\\project', false],
    ['D:\\project\\a.txt', 'C:\\project', false],
    ['\\\\server\\team\\a.txt', 'C:\\project', false],
    ['\\\\SERVER\\team\\project\\a.txt', '\\\\server\\team\\project', true],
    ['\\\\server\\team\\a.txt', '\\\\server\\team\\project', false],
    ['\\\\other\\team\\project\\a.txt', '\\\\server\\team\\project', false],
    ['C:\\project\\a.txt', 'C:\\', true],
  ] as const)
    it(`${folder} ${isIn ? 'contains' : 'doesn’t contain'} ${real}`, () =>
      assert.equal(isBelow(real, folder, win32), isIn));

  it('distinguishes case on other systems', () => {
    assert.ok(isBelow('/project/a', '/project', posix) && isBelow('/project/..a', '/project', posix));
    assert.ok(!isBelow('/Project/a', '/project', posix) && !isBelow('/', '/project', posix));
  });
});
