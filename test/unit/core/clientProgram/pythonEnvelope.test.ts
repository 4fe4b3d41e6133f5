import assert from 'node:assert/strict';
import { enclosedMessages, headedMessages } from '../../../../src/core/clientProgram/pythonEnvelope.ts';

describe('an envelope in Python', () => {
  it('is a start and an end', () => {
    const { sender, receiver } = enclosedMessages({ start: { hex: '0b' }, end: { hex: '1c 0d' } });
    assert.equal(sender.sent, 'MESSAGE_START + message + MESSAGE_END');
    const constants = [String.raw`MESSAGE_START = b"\x0b"`, String.raw`MESSAGE_END = b"\x1c\r"`];
    assert.deepEqual([sender.constants, receiver.constants], [constants, constants]);
  });

  it('is refused for a start and an end that share bytes', () => {
    for (const [start, end] of [
      ['~', '~'],
      ['|', '||'],
      ['ab', 'bc'],
    ] as const)
      assert.throws(() => enclosedMessages({ start, end }), { name: 'RangeError', message: /share bytes/ });
  });

  it('is a header with the length', () => {
    assert.equal(headedMessages.sender.sent, String.raw`b"Content-Length: %d\r\n\r\n" % len(message) + message`);
    assert.deepEqual(headedMessages.sender.functions, undefined);
  });
});
