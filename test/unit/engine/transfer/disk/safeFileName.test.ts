import assert from 'node:assert/strict';
import { basename, win32 } from 'node:path';
import fc from 'fast-check';
import { heldName, partSuffix } from '../../../../../src/engine/transfer/disk/partName.ts';
import { safeFileName } from '../../../../../src/engine/transfer/disk/safeFileName.ts';
import { anyText } from '../../../../support/anyText.ts';

const cases: readonly (readonly [name: string, safe: string, why: string])[] = [
  ['report.pdf', 'report.pdf', 'an ordinary name'],
  ['Grüße & mehr (1).tar.gz', 'Grüße & mehr (1).tar.gz', 'letters, spaces and brackets'],
  ['../../etc/passwd', 'passwd', 'a path out of the folder'],
  ['..\\..\\boot.ini', 'boot.ini', 'a Windows path out of the folder'],
  ['/etc/', 'etc', 'a folder'],
  ['..', 'file', 'the parent folder'],
  ['', 'file', 'an empty name'],
  ['\0\u200b\u202e', 'file', 'invisible characters'],
  ['C:\\Users\\x.txt', 'x.txt', 'a path with a drive'],
  ['c:x.txt', 'x.txt', 'a drive'],
  ['x.txt:stream', 'x.txtstream', 'an NTFS stream'],
  ['a\0b\n.txt', 'ab.txt', 'control characters'],
  ['CON', '_CON', 'a device'],
  ['nul.txt', '_nul.txt', 'a device with an extension'],
  ['nul .txt', '_nul .txt', 'a device with a space'],
  ['COM¹.log', '_COM¹.log', 'a device with a superscript'],
  ['CON\u200b', '_CON', 'a device in disguise'],
  ['.CON', '_CON', 'a hidden device'],
  ['console.txt', 'console.txt', 'a name that only begins like a device'],
  ['trailing. . ', 'trailing', 'dots and spaces at the end'],
  ['.bashrc', 'bashrc', 'a hidden file'],
  ['photo\u202egpj.exe', 'photogpj.exe', 'a direction override'],
  ['\ud800x\udc00', 'x', 'lone surrogates'],
  ['e\u0301.txt', 'é.txt', 'decomposed letters'],
  ['a?<b>|*".txt', 'ab.txt', 'characters that Windows rejects'],
  ['movie.part', 'movie.part', 'another program’s part'],
  ['movie.01234567.portside.part', 'movie.01234567', 'the ending of our parts'],
  ['movie.portside.part. .PORTſIDE.part ', 'movie', 'that ending twice, in a spelling that some systems fold'],
  ['.portside.part', 'portside.part', 'that ending alone'],
];

describe('a safe file name', () => {
  for (const [name, safe, why] of cases) {
    it(`is made from ${why}`, () => assert.equal(safeFileName(name), safe));
  }

  it('is cut to whole characters and keeps the extension', () => {
    const safe = safeFileName(`${'ä😀'.repeat(2000)}.jpeg`);
    assert.match(safe, /^(ä😀)+ä?\.jpeg$/u);
    assert.ok(Buffer.byteLength(heldName(safe)) <= 255);
    assert.ok(Buffer.byteLength(`${safe} (10000)`) <= 255);
    assert.ok(Buffer.byteLength(safe) > 200);
    assert.equal(safeFileName('x'.repeat(212)).length, 212);
    assert.equal(safeFileName(`a.${'x'.repeat(4000)}`).length, 212);
    const almost = `${'x'.repeat(212 - partSuffix.length)}${'.portside'}x.part`;
    assert.ok(!safeFileName(almost).endsWith(partSuffix), 'once truncated, it isn’t a part either');
  });

  it('is one, whatever was sent', () => {
    const nasty = fc.constantFrom(
      ...'.. / \\ : \0 \u202e \ud83d \u0301 é con nul . - com1 ¹ 😀 txt .portside.part'.split(' '),
      ' ',
      'x'.repeat(240),
    );
    const names = fc.oneof(anyText(30), fc.string({ unit: nasty }), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(names, name => {
        const safe = safeFileName(name);
        assert.notEqual(safe, '');
        assert.ok(!['.', '..'].includes(safe));
        assert.equal(basename(safe), safe);
        assert.equal(win32.basename(safe), safe);
        assert.ok(!/[/\\\p{Cc}\p{Cf}]/u.test(safe) && safe.isWellFormed());
        assert.ok(Buffer.byteLength(safe) <= 212);
        assert.ok(!safe.toLowerCase().endsWith(partSuffix));
        assert.equal(safeFileName(safe), safe);
      }),
      { numRuns: 2000 },
    );
  });
});
