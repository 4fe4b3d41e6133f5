import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { crc32, deflateSync } from 'node:zlib';
import { encodePng } from '../../../../../src/engine/video/png.ts';
import { inTheWay } from '../../../../support/inTheWay.ts';
import { paramsOf } from '../../../../support/paramsOf.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';
import { variedPicture } from '../../../../support/videoFrames.ts';
import { pattern, VideoTests } from '../../../../support/videoTests.ts';
import { jpeg } from '../../../core/video/images.ts';

interface PngClaims {
  readonly side?: number;
  readonly depth?: number;
  readonly interlaced?: boolean;
  /** Bytes of all rows; the number from the header if absent. */
  readonly rows?: number;
  readonly more?: Buffer;
}

describe('a file sent as video', () => {
  const tests = new VideoTests();
  const folder = temporaryFolder();

  const send = async (path: string) => {
    const { server } = await tests.connection();
    const source = { kind: 'image', path } as const;
    const { id } = await tests.engine.startVideo(server.id, { ...pattern, source });
    return { server, id };
  };

  /** A PNG of pixels with 8 bits in 3 channels, or as in the options. */
  function png({ side = 4, depth = 8, interlaced = false, rows, more = Buffer.alloc(0) }: PngClaims) {
    const chunk = (name: string, content: Uint8Array) => {
      const bytes = Buffer.alloc(12 + content.length);
      bytes.writeUInt32BE(content.length);
      bytes.write(name, 4, 'latin1');
      bytes.set(content, 8);
      bytes.writeUInt32BE(crc32(bytes.subarray(4, -4)), bytes.length - 4);
      return bytes;
    };
    const header = Buffer.alloc(13);
    header.writeUInt32BE(side);
    header.writeUInt32BE(side, 4);
    header.set([depth, 2, 0, 0, interlaced ? 1 : 0], 8);
    return Buffer.concat([
      Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      chunk('IHDR', header),
      more.length > 0 ? chunk('PLTE', more) : more,
      chunk('IDAT', deflateSync(Buffer.alloc(rows ?? side * (3 * side + 1)))),
      chunk('IEND', Buffer.alloc(0)),
    ]);
  }

  it('is read once it is complete', async () => {
    const file = folder.at('whole.png');
    for (const content of [png({}), await encodePng(variedPicture(4, 4, 'rgba'))]) {
      await writeFile(file, content);
      const { id } = await send(file);
      assert.equal((await tests.picture(id)).width, 4);
    }
  });

  for (const [name, content] of Object.entries({
    'claims more pixels than can be decoded': png({ side: 65_535, rows: 100 }),
    'claims more pixels than can be decoded, as JPEG': jpeg(65_535, 65_535),
    'has fewer rows than it says': png({ side: 1000, rows: 3001 }),
    'has many more rows than it says': png({ side: 1, rows: 64 * 1024 * 1024 }),
    'has many more rows than it says, interlaced': png({ side: 1, rows: 64 * 1024 * 1024, interlaced: true }),
    'has an unsupported bit depth at that size': png({ side: 8192, depth: 16, rows: 100 }),
    'has too large a palette': png({ more: Buffer.alloc(3 * 1024 * 1024) }),
  })) {
    it(`ends with a reason when it ${name}, and not otherwise`, async () => {
      const file = folder.at('bomb');
      await writeFile(file, content);
      const { server, id } = await send(file);
      const { failure } = await tests.ended(server, id);
      assert.deepEqual([failure?.code, paramsOf(failure).address], ['NOT_A_PICTURE', file]);
    });
  }

  for (const [what, put] of Object.entries(inTheWay))
    it(`can’t be ${what}`, async () => {
      await put(folder.at('file'));
      const { server, id } = await send(folder.at('file'));
      const code = /^a link to (nothing|itself)$/.test(what) ? /^(ENOENT|ELOOP)$/ : /^NOT_A_PICTURE$/;
      assert.match((await tests.ended(server, id)).failure?.code ?? '', code);
    });
});
