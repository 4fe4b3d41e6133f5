import assert from 'node:assert/strict';
import { cameraName, screenName } from '../../../../../webview/camera/capture/deviceNames.ts';

describe('a camera’s name', () => {
  it('omits what only Chromium adds', () => {
    assert.equal(cameraName('HD Webcam C525 (046d:0826)'), 'HD Webcam C525');
    assert.equal(cameraName('Back Camera (wide)'), 'Back Camera (wide)');
    assert.equal(cameraName(''), '');
  });
});

describe('a shared screen', () => {
  it('is named by its kind, as browsers provide only ids', () => {
    const name = (displaySurface?: string) =>
      screenName({ getSettings: () => ({ displaySurface }) } as MediaStreamTrack);
    assert.deepEqual(['window', 'browser', 'monitor', undefined].map(name), [
      'A window',
      'A browser tab',
      'The screen',
      'The screen',
    ]);
  });
});
