import assert from 'node:assert/strict';
import {
  type CameraProblemCode,
  cameraProblemCodes,
  cameraProblemPhrase,
} from '../../../../src/core/camera/cameraProblem.ts';
import { phraseText } from '../../../../src/core/phrase.ts';

const told = (code: CameraProblemCode, kind: 'camera' | 'screen', detail?: string) =>
  phraseText(cameraProblemPhrase({ code, kind, ...(detail !== undefined && { detail }) }));

describe('a problem of a camera or a screen', () => {
  it('is reported in a sentence of its own for each code, without a place that is left open', () => {
    for (const kind of ['camera', 'screen'] as const) {
      const sentences = cameraProblemCodes.map(code => told(code, kind, 'why'));
      assert.equal(new Set(sentences).size, cameraProblemCodes.length);
      for (const sentence of sentences) assert.doesNotMatch(sentence, /\{\d\}|undefined/);
    }
  });

  it('says of a camera and of a screen different things, unless it is about the page', () => {
    const aboutThePage = cameraProblemCodes.filter(code => told(code, 'camera') === told(code, 'screen'));
    assert.deepEqual(aboutThePage, ['insecure', 'closed', 'lost', 'malformed']);
  });

  it('says what the browser said if there is nothing better', () => {
    assert.equal(told('failed', 'camera', 'Out of order.'), 'The camera failed: Out of order.');
    assert.equal(told('failed', 'screen', 'Out of order.'), 'Sharing the screen failed: Out of order.');
    assert.match(told('malformed', 'screen', '3 bytes'), /\(3 bytes\)/);
    assert.equal(told('failed', 'camera'), 'The camera failed: ');
  });
});
