import assert from 'node:assert/strict';
import { cameraName } from '../../../../../webview/camera/capture/deviceNames.ts';

describe('a camera’s name', () => {
  it('is without what only Chromium adds', () => {
    assert.equal(cameraName('HD Webcam C525 (046d:0826)'), 'HD Webcam C525');
    assert.equal(cameraName('Back Camera (wide)'), 'Back Camera (wide)');
    assert.equal(cameraName(''), '');
  });
});
