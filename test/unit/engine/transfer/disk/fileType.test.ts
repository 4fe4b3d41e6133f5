import assert from 'node:assert/strict';
import { guessFileType, guessTypeOfFile } from '../../../../../src/engine/transfer/disk/fileType.ts';
import { inTheWay } from '../../../../support/inTheWay.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';

const hex = (text: string) => Buffer.from(text, 'hex');
const cases: readonly (readonly [what: string, head: Uint8Array, mediaType: string, extension: string])[] = [
  ['PNG', hex('89504e470d0a1a0a0000000d4948445200000001000000010806000000'), 'image/png', 'png'],
  ['JPEG', hex('ffd8ffe000104a46494600010100000100010000'), 'image/jpeg', 'jpg'],
  ['PDF', Buffer.from('%PDF-1.7\n%âãÏÓ\n'), 'application/pdf', 'pdf'],
  ['gzip', hex('1f8b0800000000000003'), 'application/gzip', 'gz'],
  ['text', Buffer.from('Grüße 😀\r\n\tund mehr\n'), 'text/plain', 'txt'],
  ['text cut in a character', Buffer.from(`${'x'.repeat(4095)}ü`), 'text/plain', 'txt'],
  ['nothing', hex(''), 'text/plain', 'txt'],
  ['Latin-1', Buffer.from('Grüße', 'latin1'), 'application/octet-stream', 'bin'],
  ['control characters', hex('610062'), 'application/octet-stream', 'bin'],
  ['noise', hex('0102030405'), 'application/octet-stream', 'bin'],
];

describe('the type of a file', () => {
  const folder = temporaryFolder();

  for (const [what, head, mediaType, extension] of cases) {
    it(`is recognized: ${what}`, async () => {
      assert.deepEqual(await guessFileType(head), { mediaType, extension });
    });
  }

  it('is recognized by at most the first 4 KiB', async () => {
    assert.equal((await guessFileType(Buffer.concat([Buffer.alloc(4096, 'a'), hex('00')]))).extension, 'txt');
  });

  for (const [what, put] of Object.entries(inTheWay))
    it(`is unknown for ${what}`, async () => {
      await put(folder.at('file'));
      assert.equal(await guessTypeOfFile(folder.at('file')), undefined);
    });

  it('is safe to detect at every length of a beginning', async () => {
    const zip = hex(`504b0304140000000800${'00'.repeat(60)}`);
    for (let length = 0; length < zip.length; length++) await guessFileType(zip.subarray(0, length));
  });
});
