import assert from 'node:assert/strict';
import {
  type CameraProblemCode,
  cameraProblemCodes,
  cameraProblemPhrase,
} from '../../../../src/core/camera/cameraProblem.ts';
import { phraseText } from '../../../../src/core/phrase.ts';

const texts = (code: CameraProblemCode, kind: 'camera' | 'screen', detail?: string) =>
  phraseText(cameraProblemPhrase({ code, kind, ...(detail !== undefined && { detail }) }));

describe('a camera or screen problem', () => {
  it('has a sentence for each code, without unfilled placeholders', () => {
    for (const kind of ['camera', 'screen'] as const) {
      const sentences = cameraProblemCodes.map(code => texts(code, kind, 'why'));
      assert.equal(new Set(sentences).size, cameraProblemCodes.length);
      for (const sentence of sentences) assert.doesNotMatch(sentence, /\{\d\}|undefined/);
    }
  });

  it('has different sentences for a camera and a screen, unless it is about the page', () => {
    const aboutThePage = cameraProblemCodes.filter(code => texts(code, 'camera') === texts(code, 'screen'));
    assert.deepEqual(aboutThePage, ['insecure', 'closed', 'lost', 'malformed']);
  });

  it('quotes the browser if nothing better is known', () => {
    assert.equal(texts('failed', 'camera', 'Out of order.'), 'The camera failed: Out of order.');
    assert.equal(texts('failed', 'screen', 'Out of order.'), 'Sharing the screen failed: Out of order.');
    assert.match(texts('malformed', 'screen', '3 bytes'), /\(3 bytes\)/);
    assert.equal(texts('failed', 'camera'), 'The camera failed: ');
  });
});
