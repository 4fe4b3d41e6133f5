import '../../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { cameraKinds } from '../../../../../src/core/camera/cameraTask.ts';
import { CaptureError, problemOf, problemOfPlace } from '../../../../../webview/camera/capture/captureProblem.ts';
import { FakeCamera } from '../../../../support/fakeCamera.ts';

describe('a page’s problem with a camera', () => {
  it('has a code for the browser’s error', () => {
    const codes = [
      ['NotAllowedError', 'denied'],
      ['NotFoundError', 'none'],
      ['OverconstrainedError', 'none'],
      ['NotReadableError', 'busy'],
      ['AbortError', 'busy'],
      ['InvalidStateError', 'failed'],
    ] as const;
    for (const [name, code] of codes) {
      const problem = problemOf(new DOMException('as it says', name), 'camera');
      assert.deepEqual(problem, { code, kind: 'camera', detail: 'as it says' });
    }
    assert.equal(problemOf(new Error('x'.repeat(1000)), 'screen').detail?.length, 300);
  });

  it('keeps the code a capture was rejected with', () => {
    const problem = { code: 'unplugged', kind: 'screen' } as const;
    assert.deepEqual(problemOf(new CaptureError(problem), 'camera'), problem);
    assert.equal(new CaptureError({ ...problem, detail: 'gone' }).message, 'screen: unplugged: gone');
    assert.equal(new CaptureError(problem).message, 'screen: unplugged');
  });

  it('has no detail if the browser gives none', () => {
    assert.deepEqual(problemOf({}, 'camera'), { code: 'failed', kind: 'camera' });
  });
});

describe('a place where a page can’t use a camera', () => {
  FakeCamera.use();

  afterEach(() => {
    Reflect.deleteProperty(document, 'featurePolicy');
  });

  it('is undefined if the browser has everything it needs', () => {
    for (const kind of cameraKinds) assert.equal(problemOfPlace(kind), undefined);
  });

  it('is a frame without permission, checked for each kind, before anything else', () => {
    const featurePolicy = { allowsFeature: (feature: string) => feature !== 'display-capture' };
    Object.assign(document, { featurePolicy });
    Object.assign(globalThis, { isSecureContext: false });
    assert.deepEqual(problemOfPlace('screen'), { code: 'blocked', kind: 'screen' });
    assert.deepEqual(problemOfPlace('camera'), { code: 'insecure', kind: 'camera' });
  });

  it('is a browser without media devices', () => {
    const { mediaDevices } = navigator;
    Object.assign(navigator, { mediaDevices: { getUserMedia: mediaDevices.getUserMedia } });
    assert.equal(problemOfPlace('camera'), undefined);
    assert.deepEqual(problemOfPlace('screen'), { code: 'unsupported', kind: 'screen' });
    Object.assign(navigator, { mediaDevices: undefined });
    assert.deepEqual(problemOfPlace('camera'), { code: 'unsupported', kind: 'camera' });
  });

  it('is a browser that can’t draw while hidden', () => {
    Object.assign(globalThis, { OffscreenCanvas: undefined });
    assert.deepEqual(problemOfPlace('camera'), { code: 'unsupported', kind: 'camera' });
  });
});
