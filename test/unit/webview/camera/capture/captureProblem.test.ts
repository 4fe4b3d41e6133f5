import assert from 'node:assert/strict';
import { cameraProblemCodes, cameraProblemPhrase } from '../../../../../src/core/camera/cameraProblem.ts';
import { cameraKinds } from '../../../../../src/core/camera/cameraTask.ts';
import { toldPhrase } from '../../../../../src/core/phrase.ts';
import { problemOf } from '../../../../../webview/camera/capture/captureProblem.ts';

describe('what keeps a page from a camera', () => {
  it('has a code by what the browser says', () => {
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

  it('is told in a sentence of its own, for each code and kind', () => {
    const told = cameraKinds.flatMap(kind =>
      cameraProblemCodes.map(code => toldPhrase(cameraProblemPhrase({ code, kind, detail: 'why' }))),
    );
    for (const sentence of told) assert.match(sentence, /^[A-Z].*[.)y]$/);
    // What is of the page, not of what it shows, is the same for both.
    assert.equal(new Set(told).size, told.length - 4);
  });
});
