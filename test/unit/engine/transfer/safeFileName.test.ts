import assert from 'node:assert/strict';
import { basename, win32 } from 'node:path';
import fc from 'fast-check';
import { safeFileName } from '../../../../src/engine/transfer/safeFileName.ts';

const cases: readonly (readonly [name: string, safe: string, why: string])[] = [
  ['report.pdf', 'report.pdf', 'a name like others'],
  ['Grüße & mehr (1).tar.gz', 'Grüße & mehr (1).tar.gz', 'letters, spaces and brackets'],
  ['../../etc/passwd', 'passwd', 'a way out'],
  ['..\\..\\boot.ini', 'boot.ini', 'a way out of Windows'],
  ['/etc/', 'etc', 'a folder'],
  ['..', 'file', 'the folder above'],
  ['', 'file', 'nothing'],
  ['\0\u200b\u202e', 'file', 'nothing that is seen'],
  ['C:\\Users\\x.txt', 'x.txt', 'a path with a drive'],
  ['c:x.txt', 'x.txt', 'a drive'],
  ['x.txt:stream', 'x.txtstream', 'a stream of NTFS'],
  ['a\0b\n.txt', 'ab.txt', 'control characters'],
  ['CON', '_CON', 'a device'],
  ['nul.txt', '_nul.txt', 'a device with an extension'],
  ['nul .txt', '_nul .txt', 'a device with a space'],
  ['COM¹.log', '_COM¹.log', 'a device with a superscript'],
  ['CON\u200b', '_CON', 'a device in disguise'],
  ['.CON', '_CON', 'a hidden device'],
  ['console.txt', 'console.txt', 'no device'],
  ['trailing. . ', 'trailing', 'dots and spaces at the end'],
  ['.bashrc', 'bashrc', 'a hidden file'],
  ['photo\u202egpj.exe', 'photogpj.exe', 'a direction that is turned'],
  ['\ud800x\udc00', 'x', 'halves of characters'],
  ['e\u0301.txt', 'é.txt', 'letters in parts'],
  ['a?<b>|*".txt', 'ab.txt', 'what Windows refuses'],
];

describe('a safe file name', () => {
  for (const [name, safe, why] of cases) {
    it(`is made of ${why}`, () => assert.equal(safeFileName(name), safe));
  }

  it('is cut to whole characters and keeps the extension', () => {
    const safe = safeFileName(`${'ä😀'.repeat(2000)}.jpeg`);
    assert.match(safe, /^(ä😀)+ä?\.jpeg$/u);
    assert.ok(Buffer.byteLength(`${safe} (99999).part`) <= 255);
    assert.ok(Buffer.byteLength(safe) > 230);
    assert.equal(safeFileName('x'.repeat(242)).length, 242);
    assert.equal(safeFileName(`a.${'x'.repeat(4000)}`).length, 242);
  });

  it('is one, whatever was sent', () => {
    const nasty = fc.constantFrom(
      ...'.. / \\ : \0 \u202e \ud83d \u0301 é con nul . - com1 ¹ 😀 txt'.split(' '),
      ' ',
      'x'.repeat(240),
    );
    const names = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: nasty }), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(names, name => {
        const safe = safeFileName(name);
        assert.notEqual(safe, '');
        assert.ok(!['.', '..'].includes(safe));
        assert.equal(basename(safe), safe);
        assert.equal(win32.basename(safe), safe);
        assert.ok(!/[/\\\p{Cc}\p{Cf}]/u.test(safe) && safe.isWellFormed());
        assert.ok(Buffer.byteLength(safe) <= 242);
        assert.equal(safeFileName(safe), safe);
      }),
      { numRuns: 2000 },
    );
  });
});
