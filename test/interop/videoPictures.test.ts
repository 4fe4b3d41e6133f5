/** Pictures that Python pickles and encodes, and ours that Python reads, with real numpy and OpenCV. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pickleTree } from '../../src/core/pickle/pickleTree.ts';
import { i420Bytes, toI420 } from '../../src/core/video/i420.ts';
import { type Picture, type PixelOrder, pictureBytes, pixelBytes } from '../../src/core/video/picture.ts';
import { recognitionBytes, recognizeVideo } from '../../src/core/video/recognizeVideo.ts';
import { toRgba } from '../../src/core/video/rgba.ts';
import { drawTestPattern, readTestPattern } from '../../src/core/video/testPattern.ts';
import { barCenter, colorBars } from '../../src/core/video/testPatternLayout.ts';
import { videoPayload } from '../../src/core/video/videoPayload.ts';
import { pickledPicture, prefixedPayload } from '../../src/core/video/writePicture.ts';
import { root } from '../support/paths.ts';
import { startOpenCv } from '../support/program.ts';

interface Written {
  readonly file: string;
  readonly kind: string;
  readonly width?: number;
  readonly height?: number;
  readonly order?: PixelOrder;
  readonly raw?: string;
  readonly code?: string;
  readonly format?: string;
  readonly within?: string;
  readonly offered?: boolean;
}

describe('pictures from numpy and OpenCV', () => {
  const limit = 16 * 1024 * 1024;
  let folder: string;

  before(async function () {
    // OpenCV may have to be installed.
    this.timeout(600_000);
    folder = await mkdtemp(join(tmpdir(), 'portside-video-'));
    await runProgram('write_pickles');
  });

  after(() => rm(folder, { recursive: true, force: true }));

  async function runProgram(name: string, ...args: string[]): Promise<string> {
    const program = await startOpenCv(join(root, 'test/interop/programs', `${name}.py`), folder, ...args);
    await program.ended();
    return args.length > 0 ? program.line() : '';
  }

  const bytesOf = async (name: string) => new Uint8Array(await readFile(join(folder, name)));

  async function written(kind: string): Promise<Written[]> {
    const all: Written[] = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
    const some = all.filter(one => one.kind === kind);
    assert.ok(some.length > 10, `${some.length} of kind ${kind}`);
    return some;
  }

  it('are read with exact pixels, from every protocol, numpy version and memory layout', async () => {
    for (const { file, raw = '', width, height, order } of await written('picture')) {
      const payload = videoPayload(await bytesOf(file));
      assert.ok(payload.kind === 'picture', `${file}: ${JSON.stringify(payload)}`);
      const { pixels, ...size } = payload.picture;
      assert.deepEqual(size, { width, height, order }, file);
      assert.ok(Buffer.from(pixels).equals(await bytesOf(raw)), file);
    }
  });

  it('are found if they are encoded, with their size', async () => {
    for (const { file, format, width, height, within } of await written('image')) {
      const payload = videoPayload(await bytesOf(file));
      assert.ok(payload.kind === 'image', `${file}: ${payload.kind}`);
      const { bytes, ...image } = payload.image;
      assert.deepEqual({ ...image, within: payload.within }, { format, width, height, isCut: false, within }, file);
      const cut = videoPayload(bytes.subarray(0, -3));
      assert.ok(cut.kind === 'image' && cut.image.isCut, file);
    }
  });

  it('are distinguished from other arrays, each with its reason', async () => {
    for (const { file, code } of await written('array')) {
      const payload = videoPayload(await bytesOf(file));
      assert.ok(payload.kind === 'array', `${file}: ${payload.kind}`);
      assert.equal(payload.flaw.code, code, file);
    }
  });

  it('are distinguished from other pickles, which become trees and run nothing', async () => {
    for (const { file } of await written('pickle')) {
      const payload = videoPayload(await bytesOf(file));
      assert.ok(payload.kind === 'pickle', `${file}: ${payload.kind}`);
      const tree = structuredClone(pickleTree(payload.pickle));
      if (file.startsWith('dict')) assert.match(JSON.stringify(tree), /"__proto__",\{"kind":"dict"/);
      if (file.startsWith('command')) assert.match(JSON.stringify(tree), /"name":"posix.system"/);
      if (file.startsWith('nested')) assert.equal(JSON.stringify(tree).match(/"kind":"list"/g)?.length, 7);
    }
    assert.equal(existsSync(join(folder, 'executed')), false);
  });

  /**
   * Returns whether the stream that begins with this frame would be offered as video, by its first bytes and those that
   * they request.
   */
  function isOffered(payload: Uint8Array, maxFrameBytes = limit): boolean {
    const [header = new Uint8Array()] = prefixedPayload([payload], 'big');
    const stream = Buffer.concat([header, payload]);
    const found = recognizeVideo(stream.subarray(0, recognitionBytes), maxFrameBytes);
    if (found.is === 'later') return found.isPicture(stream.subarray(found.at, found.end));
    return found.is === 'video' && found.isSure;
  }

  it('are recognized by the first bytes of a connection', async () => {
    const all = [...(await written('picture')), ...(await written('image'))];
    for (const { file, offered } of all) assert.equal(isOffered(await bytesOf(file)), offered, file);
  });

  it('are recognized even if they exceed the largest frame', async () => {
    for (const { file, offered } of await written('picture')) {
      const payload = await bytesOf(file);
      if (payload.length > 100_000) assert.equal(isOffered(payload, 100_000), offered, file);
    }
  });

  it('are offered if they are pictures, and nothing else is', async () => {
    for (const { file } of [...(await written('array')), ...(await written('pickle'))]) {
      assert.equal(isOffered(await bytesOf(file)), false, file);
    }
  });

  for (const [endian, byteOrder] of [
    ['little', '<'],
    ['big', '>'],
  ] as const) {
    it(`are read by Python as they were written, behind lengths that are ${endian}-endian`, async () => {
      const sizes: [PixelOrder, number, number][] = [
        ['bgr', 640, 480],
        ['bgr', 1, 1],
        ['bgr', 257, 3],
        ['gray', 640, 480],
        ['gray', 1, 5],
        ['bgra', 70_000, 1],
        ['bgra', 6, 4],
      ];
      const frames: Uint8Array[] = [];
      const expected: [number[], string][] = [];
      for (const [at, [order, width, height]] of sizes.entries()) {
        const pixels = new Uint8Array(pictureBytes(width, height, order)).map((_, place) => (place * 31) >> 2);
        frames.push(...prefixedPayload(pickledPicture({ width, height, order, pixels }), endian));
        const shape = order === 'gray' ? [height, width] : [height, width, pixelBytes[order]];
        expected.push([shape, `frame-${at}`]);
        await writeFile(join(folder, `frame-${at}`), pixels);
      }
      await writeFile(join(folder, 'frames'), Buffer.concat(frames));
      await writeFile(join(folder, 'frames.json'), JSON.stringify(expected));
      assert.equal(await runProgram('read_frames', byteOrder), `equal ${sizes.length}`);
    });
  }

  describe('converted', () => {
    interface Job {
      readonly file: string;
      readonly into: string;
      readonly shape: readonly number[];
      readonly to: string;
      readonly quality?: number;
    }

    async function convert(jobs: readonly (Job & { readonly bytes: Uint8Array })[]): Promise<Uint8Array[]> {
      await Promise.all(jobs.map(({ file, bytes }) => writeFile(join(folder, file), bytes)));
      await writeFile(join(folder, 'jobs.json'), JSON.stringify(jobs.map(({ bytes: _, ...job }) => job)));
      await runProgram('convert_pictures');
      return Promise.all(jobs.map(({ into }) => bytesOf(into)));
    }

    function pattern(width: number, height: number, frame: number): Picture {
      const pixels = new Uint8Array(pictureBytes(width, height, 'bgr'));
      drawTestPattern(pixels, width, height, { frame, timeMs: frame * 7 });
      return { width, height, order: 'bgr', pixels };
    }

    const job = (name: string, to: string, { width, height }: Picture) => ({
      file: `${name}.raw`,
      into: `${name}.converted`,
      shape: [height, width, 3],
      to,
    });

    it('agree with OpenCV: RGBA exactly, I420 nearly', async () => {
      const picture = pattern(320, 240, 7);
      const { width, height } = picture;
      const rgba = new Uint8Array(pictureBytes(width, height, 'rgba'));
      toRgba(picture, rgba);
      const planes = new Uint8Array(i420Bytes(width, height));
      toI420(picture, planes, 'bt601');
      const [theirs = new Uint8Array(), back = new Uint8Array()] = await convert([
        { ...job('rgba', 'rgba', picture), bytes: picture.pixels },
        { ...job('i420', 'bgr', picture), shape: [(height * 3) / 2, width], bytes: planes },
      ]);
      assert.ok(Buffer.from(rgba).equals(theirs));
      for (const [bar, color] of colorBars.entries()) {
        const { x, y } = barCenter(bar, width, height);
        const seen = [...back.subarray(3 * (y * width + x), 3 * (y * width + x + 1))];
        for (const [channel, value] of color.entries()) {
          assert.ok(Math.abs((seen[channel] ?? 0) - value) <= 3, `bar ${bar}: ${seen} for ${color}`);
        }
      }
    });

    it('show their frame number even as a JPEG of poor quality', async () => {
      const sizes = [
        [64, 48],
        [65, 49],
        [160, 120],
        [640, 480],
        [1280, 720],
        [333, 777],
      ] as const;
      const pictures = sizes.flatMap(([width, height]) => {
        return [20, 50, 95].map(quality => ({ quality, picture: pattern(width, height, width * quality) }));
      });
      const converted = await convert(
        pictures.map(({ quality, picture }, at) => ({
          ...job(`jpeg-${at}`, 'jpeg', picture),
          quality,
          bytes: picture.pixels,
        })),
      );
      for (const [at, { quality, picture }] of pictures.entries()) {
        const { width, height } = picture;
        const frame = width * quality;
        const seen: Picture = { ...picture, pixels: converted[at] ?? new Uint8Array() };
        assert.deepEqual(readTestPattern(seen), { frame, timeMs: frame * 7 }, `${width} × ${height} at ${quality}`);
      }
    });
  });
});
