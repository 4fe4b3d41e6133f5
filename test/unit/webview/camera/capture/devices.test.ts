import '../../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { cameraName, cameras, screenName } from '../../../../../webview/camera/capture/devices.ts';
import { FakeCamera } from '../../../../support/fakeCamera.ts';

describe('a browser’s cameras', () => {
  const camera = FakeCamera.use();

  it('are its video inputs, with readable names', async () => {
    camera().devices = [
      { kind: 'audioinput', deviceId: 'm1', label: 'Microphone' },
      { kind: 'videoinput', deviceId: 'c1', label: 'HD Webcam (046d:0825)' },
      { kind: 'videoinput', deviceId: 'c2', label: '' },
    ];
    assert.deepEqual(await cameras(), [
      { id: 'c1', name: 'HD Webcam' },
      { id: 'c2', name: '' },
    ]);
  });
});

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
