import assert from 'node:assert/strict';
import { Dismissed } from '../../../../src/client/dismissed.ts';
import { SocketError } from '../../../../src/core/socketError.ts';
import { showError } from '../../../../src/host/shown/showError.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';

describe('showError', () => {
  freshVscode();

  it('shows the sentence for an error, and nothing if a question was dismissed', () => {
    showError(new Dismissed());
    assert.deepEqual(questions.open, []);
    showError(new SocketError('NO_ENDPOINT', { endpoint: 'lost' }));
    assert.deepEqual(
      questions.open.map(({ text }) => text),
      ['No endpoint is named “lost”.'],
    );
  });
});
