import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import type { Message } from '../../../../src/core/message/message.ts';
import { composerHint } from '../../../../webview/composer/composerHint.ts';
import { names, press, textOf } from '../../../support/templates.ts';

describe('the hint below a message', () => {
  let done: string[];
  const actions = { resetCounter: () => void done.push('reset'), useEscapes: () => void done.push('escapes') };
  const hint = (text: string, more: Partial<Message> = {}, counter = 1) =>
    composerHint(
      { message: { notation: 'text', text, ...more }, context: {}, bytes: Buffer.from('bytes'), counter },
      actions,
    );
  const buttons = (...given: Parameters<typeof hint>) => names(hint(...given), 'button');

  beforeEach(() => {
    done = [];
  });

  it('explains how the field works', () => {
    assert.match(textOf(hint('')), /^Enter: send/);
    assert.match(textOf(hint('a', { escapes: true })), /escapes: \\n/);
    assert.deepEqual(buttons('a'), []);
  });

  it('says that escapes are sent as typed while they are off, and can turn them on', () => {
    const typed = 'GET /\\r\\n';
    assert.match(textOf(hint(typed)), /^Sent as typed\. Use Escapes$/);
    press(hint(typed), 'Use Escapes');
    assert.deepEqual(done, ['escapes']);
    assert.deepEqual(buttons(typed, { escapes: true }), []);
    assert.deepEqual(buttons(typed, { notation: 'hex' }), []);
  });

  it('also says that after the preview', () => {
    const typed = '{{$counter}}\\n';
    assert.match(textOf(hint(typed)), /^Sends 5 bytes: bytes · Sent as typed\. Use Escapes$/);
    assert.deepEqual(buttons(typed, {}, 2), ['Reset Counter', 'Use Escapes']);
  });

  it('can reset a used counter', () => {
    press(hint('{{$counter}}', {}, 2), 'Reset Counter');
    assert.deepEqual(done, ['reset']);
    assert.deepEqual(buttons('{{$counter}}'), []);
  });
});
