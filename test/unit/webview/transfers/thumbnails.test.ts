import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Thumbnails } from '../../../../webview/transfers/thumbnails.ts';
import { beginPage, hostDoes } from '../../../support/panelHost.ts';
import { root } from '../../../support/paths.ts';
import { transfer } from './panelTransfers.ts';

const png = readFileSync(join(root, 'media/icon.png'));

describe('transfer thumbnails', () => {
  const image = transfer('a', { state: 'done', mediaType: 'image/png' });
  const given = { createImageBitmap: globalThis.createImageBitmap, OffscreenCanvas: globalThis.OffscreenCanvas };
  let requested: string[];
  let made: string[];
  let revoked: string[];
  let changes: number;
  let isReadable: boolean;
  let file: Uint8Array;
  let thumbnails: Thumbnails;
  const settled = () => new Promise(setImmediate);
  const { createObjectURL, revokeObjectURL } = URL;

  beforeEach(async () => {
    [requested, made, revoked, changes, isReadable] = [[], [], [], 0, true];
    file = png;
    await beginPage();
    hostDoes.thumbnail = async id => {
      requested.push(id);
      return id === 'none' ? undefined : { bytes: file, mediaType: 'image/png' };
    };
    Object.assign(globalThis, {
      createImageBitmap: async () => {
        if (!isReadable) throw new Error('no picture');
        return { width: 1000, height: 112, close: () => undefined };
      },
      OffscreenCanvas: class {
        readonly size: string;
        constructor(width: number, height: number) {
          this.size = `${width}×${height}`;
        }
        getContext() {
          return { drawImage: () => undefined };
        }
        async convertToBlob() {
          return this.size;
        }
      },
    });
    URL.createObjectURL = blob => {
      made.push(String(blob));
      return `blob:${made.length}`;
    };
    URL.revokeObjectURL = url => revoked.push(url);
    thumbnails = new Thumbnails(() => changes++);
  });

  afterEach(() => {
    Object.assign(globalThis, given);
    Object.assign(URL, { createObjectURL, revokeObjectURL });
  });

  it('are fetched once, for complete images', async () => {
    assert.equal(thumbnails.url(image), undefined);
    assert.equal(thumbnails.url(image), undefined);
    await settled();
    assert.deepEqual([thumbnails.url(image), requested, changes], ['blob:1', ['a'], 1]);
    for (const other of [
      transfer('b', { mediaType: 'image/png' }),
      transfer('c', { state: 'done', mediaType: 'text/plain' }),
      transfer('d', { state: 'done' }),
    ])
      assert.equal(thumbnails.url(other), undefined);
    await settled();
    assert.deepEqual(requested, ['a']);
  });

  it('are fetched and decoded one after another, except for cards that are gone meanwhile', async () => {
    const decoded: (() => void)[] = [];
    globalThis.createImageBitmap = (async () => {
      await new Promise<void>(resolve => decoded.push(resolve));
      return { width: 1, height: 1, close: () => undefined };
    }) as never;
    const images = ['a', 'b', 'c'].map(id => ({ ...image, id }));
    for (const one of images) thumbnails.url(one);
    await settled();
    assert.deepEqual([requested, decoded.length], [['a'], 1]);
    thumbnails.keepOnly(images.filter(({ id }) => id !== 'b'));
    decoded.shift()?.();
    await settled();
    assert.deepEqual([requested, decoded.length], [['a', 'c'], 1]);
  });

  it('are cropped at the sides if they are very wide', async () => {
    thumbnails.url(image);
    await settled();
    assert.deepEqual(made, ['448×112']);
  });

  it('are absent if the host returns none or the browser can’t read it, and are not requested again', async () => {
    isReadable = false;
    const none = { ...image, id: 'none' };
    for (let times = 0; times < 2; times++) {
      for (const one of [image, none]) assert.equal(thumbnails.url(one), undefined);
      await settled();
    }
    assert.deepEqual([requested, changes], [['a', 'none'], 0]);
  });

  it('are absent if the picture is so large that the page would freeze, or isn’t one', async () => {
    const vast = Buffer.from(png);
    vast.writeUInt32BE(20_000, 16);
    vast.writeUInt32BE(20_000, 20);
    for (const bytes of [vast, Buffer.from('<svg/>'), new Uint8Array()]) {
      file = bytes;
      thumbnails.url({ ...image, id: `${bytes.length}` });
      await settled();
    }
    assert.deepEqual([requested.length, made, changes], [3, [], 0]);
  });

  it('are released with their cards, even one that arrives later', async () => {
    thumbnails.url(image);
    await settled();
    const late = { ...image, id: 'late' };
    thumbnails.url(late);
    thumbnails.keepOnly([]);
    await settled();
    assert.deepEqual([made.length, revoked], [1, ['blob:1']]);
    assert.equal(thumbnails.url(image), undefined, 'it is fetched again');
    await settled();
    assert.equal(thumbnails.url(image), 'blob:2');
    thumbnails.dispose();
    assert.deepEqual(revoked, ['blob:1', 'blob:2']);
  });

  it('stay with visible cards', async () => {
    thumbnails.url(image);
    await settled();
    thumbnails.keepOnly([image]);
    assert.deepEqual([thumbnails.url(image), revoked], ['blob:1', []]);
  });
});
