import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Message } from '../../../../src/core/message/message.ts';
import { keepMessage, keptMessage } from '../../../../webview/composer/keptMessage.ts';
import { keptState } from '../../../../webview/hostCalls.ts';
import { beginPage, hostDoes } from '../../../support/panelHost.ts';

const nothing: Message = { notation: 'text', text: '', escapes: false };

describe('the message stored by a page', () => {
  beforeEach(async () => {
    await beginPage();
    hostDoes.keep = async () => undefined;
  });

  it('is an empty text at first', () => {
    assert.deepEqual(keptMessage(), nothing);
  });

  it('is the written message', () => {
    const messages: fc.Arbitrary<Message> = fc.record(
      {
        notation: fc.constantFrom('text', 'hex', 'base64'),
        text: fc.string(),
        escapes: fc.boolean(),
        lineEnding: fc.constantFrom('none', 'lf', 'crlf', 'cr'),
        checksum: fc.constantFrom('crc32', 'xor8'),
        literal: fc.constant(true),
      },
      { requiredKeys: ['notation', 'text', 'escapes'], noNullPrototype: true },
    );
    fc.assert(
      fc.property(messages, message => {
        keepMessage(message, keptMessage());
        assert.deepEqual(keptMessage(), message);
      }),
    );
  });

  it('loses an option that was turned off', () => {
    const before: Message = { ...nothing, text: 'a', checksum: 'crc32', lineEnding: 'lf', literal: true };
    keepMessage(before, nothing);
    keepMessage({ ...nothing, text: 'a' }, before);
    assert.deepEqual(keptMessage(), { ...nothing, text: 'a' });
  });

  it('has no text if that is too long to be stored, and nothing of the previous one', () => {
    const long = { ...nothing, text: 'x'.repeat(1024 * 1024) };
    keepMessage(long, nothing);
    assert.equal(keptState().draft?.length, 1024 * 1024);
    keepMessage({ ...long, text: `${long.text}x` }, long);
    assert.equal(keptState().draft, '');
  });
});
