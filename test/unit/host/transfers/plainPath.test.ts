import assert from 'node:assert/strict';
import { posix, win32 } from 'node:path';
import { isBelow, isPlainPath } from '../../../../src/host/transfers/plainPath.ts';

describe('a plain path on Windows', () => {
  const folders = ['C:\\work', '\\\\server\\team\\project'];
  const isPlain = (given: string) => isPlainPath(given, folders, win32);

  for (const given of [
    'C:\\work\\a.txt',
    'c:/work/a.txt',
    'D:\\',
    'C:\\work\\..\\other',
    'C:\\work\\.git\\config',
    'C:\\work\\com10.txt',
    'C:\\work\\console',
    'C:\\work\\a b.txt',
    'C:\\work\\ä…\\x',
    'C:\\work\\sub\\',
    '\\\\server\\team\\project\\a.txt',
    '\\\\SERVER\\Team\\a.txt',
    '//server/team/a.txt',
    '\\\\server\\team',
  ])
    it(`is ${given}`, () => assert.equal(isPlain(given), true));

  for (const given of [
    '\\\\.\\COM1',
    '\\\\.\\pipe\\portside',
    '\\\\.\\C:\\work\\a.txt',
    '\\\\.\\PhysicalDrive0',
    '//./COM1',
    '\\\\?\\C:\\work\\a.txt',
    '\\\\?\\UNC\\server\\team\\a.txt',
    '\\??\\C:\\work\\a.txt',
    '\\\\server\\pipe\\name',
    '\\\\localhost\\pipe\\name',
    '\\\\server\\IPC$\\x',
    '\\\\other\\team\\a.txt',
    '\\\\server\\teams\\a.txt',
    '\\\\127.0.0.1\\C$\\work\\a.txt',
    '\\\\server',
    'C:a.txt',
    'C:',
    'C:..\\a.txt',
    '\\work\\a.txt',
    '/work/a.txt',
    'a.txt',
    '..\\a.txt',
    '',
    'C:\\work\\a.txt:stream',
    'C:\\work\\a.txt::$DATA',
    'C:\\work\\C:x',
    'C:\\work\\a.txt.',
    'C:\\work\\a.txt ',
    'C:\\work\\.. \\a.txt',
    'C:\\work\\...\\a.txt',
    'C:\\work\\NUL',
    'C:\\work\\nul.txt',
    'C:\\work\\Com1.log',
    'C:\\work\\COM¹',
    'C:\\work\\con .txt',
    'C:\\work\\CONOUT$',
    'C:\\work\\aux\\a.txt',
    'C:\\work\\a\0.txt',
  ])
    it(`isn’t ${JSON.stringify(given)}`, () => assert.equal(isPlain(given), false));

  it('isn’t a share where no folder is on one', () =>
    assert.equal(isPlainPath('\\\\server\\team\\a.txt', ['C:\\work'], win32), false));
});

describe('a plain path elsewhere', () => {
  it('is any absolute path without a zero byte', () => {
    const isPlain = (given: string) => isPlainPath(given, ['/work'], posix);
    for (const given of ['/work/a.txt:b', '/work/NUL', '/work/a.', '//other/a', '/work/../x'])
      assert.ok(isPlain(given));
    for (const given of ['', 'a', '../a', '/work/a\0']) assert.ok(!isPlain(given));
  });
});

describe('a path below a folder', () => {
  for (const [real, folder, isIn] of [
    ['C:\\work\\a.txt', 'C:\\work', true],
    ['C:\\work', 'C:\\work\\', true],
    ['c:\\WORK\\Sub\\a.txt', 'C:\\work', true],
    ['C:\\work\\..a', 'C:\\work', true],
    ['C:\\work2\\a.txt', 'C:\\work', false],
    ['C:\\a.txt', 'C:\\work', false],
    ['D:\\work\\a.txt', 'C:\\work', false],
    ['\\\\server\\team\\a.txt', 'C:\\work', false],
    ['\\\\SERVER\\team\\project\\a.txt', '\\\\server\\team\\project', true],
    ['\\\\server\\team\\a.txt', '\\\\server\\team\\project', false],
    ['\\\\other\\team\\project\\a.txt', '\\\\server\\team\\project', false],
    ['C:\\work\\a.txt', 'C:\\', true],
  ] as const)
    it(`${isIn ? 'is' : 'isn’t'} ${real} in ${folder}`, () => assert.equal(isBelow(real, folder, win32), isIn));

  it('is told by case elsewhere', () => {
    assert.ok(isBelow('/work/a', '/work', posix) && isBelow('/work/..a', '/work', posix));
    assert.ok(!isBelow('/Work/a', '/work', posix) && !isBelow('/', '/work', posix));
  });
});
