import assert from 'node:assert/strict';
import { type CameraPicture, checkPicture, maxTaskPictureBytes } from '../../../../src/core/camera/cameraPicture.ts';
import type { CameraTask } from '../../../../src/core/camera/cameraTask.ts';
import { jpeg, png } from '../video/images.ts';

const task = (encoding: CameraTask['encoding'], more: Partial<CameraTask> = {}): CameraTask => ({
  title: 't',
  kind: 'camera',
  width: 5,
  height: 3,
  fps: 10,
  encoding,
  ...more,
});
const picture = (format: CameraPicture['format'], bytes: Uint8Array | number): CameraPicture => ({
  format,
  width: 5,
  height: 3,
  bytes: typeof bytes === 'number' ? new Uint8Array(bytes) : bytes,
  capturedMs: 0,
});
const refused = (message: RegExp) => ({ name: 'RangeError', message });

describe('a camera picture', () => {
  it('has the bytes that its pixels need, with chroma of an odd side rounded up', () => {
    checkPicture(picture('I420', 15 + 2 * 3 * 2), task('I420'));
    checkPicture(picture('RGBA', 60), task('I420'));
    for (const bytes of [26, 28]) {
      assert.throws(() => checkPicture(picture('I420', bytes), task('I420')), refused(/^expected 27 bytes of I420/));
    }
    assert.throws(
      () => checkPicture(picture('RGBA', 59), task('I420')),
      refused(/^expected 60 bytes of RGBA, received 59$/),
    );
  });

  it('has the requested size', () => {
    for (const more of [{ width: 6 }, { height: 4 }]) {
      assert.throws(
        () => checkPicture(picture('RGBA', 60), task('I420', more)),
        refused(/^expected a picture .*, received 5×3$/),
      );
    }
  });

  it('is a file if requested, and pixels otherwise', () => {
    checkPicture(picture('jpeg', jpeg(5, 3)), task('jpeg'));
    assert.throws(() => checkPicture(picture('jpeg', jpeg(5, 3)), task('I420')), refused(/jpeg was not requested/));
    assert.throws(() => checkPicture(picture('RGBA', 60), task('jpeg')), refused(/RGBA was not requested/));
  });

  it('is a complete JPEG file of its size when encoded', () => {
    for (const bytes of [jpeg(6, 3), jpeg(5, 4), png(5, 3), jpeg(5, 3).subarray(0, -2), new Uint8Array(9)]) {
      assert.throws(() => checkPicture(picture('jpeg', bytes), task('jpeg')), refused(/^not a JPEG file of 5×3$/));
    }
  });

  it('is limited to what pixels and tables need', () => {
    const most = maxTaskPictureBytes(task('jpeg'));
    assert.equal(most, 60 + 64 * 1024);
    const fill = most - jpeg(5, 3, new Uint8Array()).length;
    const sized = (bytes: number) =>
      picture('jpeg', Buffer.concat([jpeg(5, 3, new Uint8Array()), new Uint8Array(bytes)]));
    checkPicture(sized(fill), task('jpeg'));
    assert.throws(
      () => checkPicture(sized(fill + 1), task('jpeg')),
      refused(/^a JPEG file of 65597 bytes is too large$/),
    );
  });
});
