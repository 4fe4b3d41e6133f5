import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checksumNames } from '../../../../src/core/bytes/checksum.ts';
import { editableMessage } from '../../../../src/core/message/editableMessage.ts';
import { lineEndings, type Message } from '../../../../src/core/message/message.ts';
import { type MessageContext, messageBytes } from '../../../../src/core/message/messageBytes.ts';
import { anyText } from '../../../support/anyText.ts';

const sources = { counter: 1, nowMs: 0, random: (length: number) => new Uint8Array(length) };

describe('bytes as an editable message', () => {
  const edit = (bytes: string, like: Partial<Message> = {}, context: MessageContext = {}) =>
    editableMessage(Buffer.from(bytes, 'latin1'), { notation: 'text', ...like }, context);

  it('are plain text if possible', () => {
    assert.deepEqual(edit('hello\nC:\\new'), { notation: 'text', text: 'hello\nC:\\new', escapes: false });
  });

  it('are text with escapes where a text field would change them', () => {
    const { text, escapes } = edit('two\r\nlines\r\n\\ \xff and more text');
    assert.deepEqual({ text, escapes }, { text: 'two\\r\nlines\\r\n\\\\ \\xff and more text', escapes: true });
  });

  it('have no escape that following digits would extend', () =>
    assert.equal(edit('one \x00\x31 and \x00two').text, 'one \\x001 and \\0two'));

  it('are hex if they are mostly not text', () => {
    const { notation, text } = edit('\x01\x02a\xff');
    assert.deepEqual({ notation, text }, { notation: 'hex', text: '01 02 61 ff' });
  });

  it('omit the line ending and the checksum that are added again', () => {
    const message = edit('123456789\x37K\r\n', { checksum: 'crc16modbus', lineEnding: 'crlf' });
    assert.equal(message.text, '123456789');
    assert.equal(message.checksum, 'crc16modbus');
    assert.equal(edit('a\n', {}, { lineEnding: 'lf' }).text, 'a');
    assert.equal(edit('\x01\x02\x03', { checksum: 'sum8' }).text, '01 02');
  });

  it('add nothing', () => {
    const message = edit('abc', { checksum: 'crc32', lineEnding: 'lf' });
    assert.equal(message.checksum, undefined);
    assert.equal(message.lineEnding, 'none');
  });

  it('escape what looks like a variable', () => assert.equal(edit('{{$now}}').literal, true));

  it('produce the same bytes again, whatever they are', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 40 }),
          anyText().map(text => Uint8Array.from(Buffer.from(text))),
        ),
        fc.constantFrom('utf8', 'latin1', 'utf16le', 'utf16be'),
        fc.constantFrom(undefined, ...lineEndings),
        fc.constantFrom(undefined, ...checksumNames),
        (bytes, encoding, lineEnding, checksum) => {
          const context = { encoding, lineEnding: 'lf' } as const;
          const like = { notation: 'text', ...(lineEnding && { lineEnding }), ...(checksum && { checksum }) } as const;
          const message = editableMessage(bytes, like, context);
          assert.deepEqual([...messageBytes(message, context, sources)], [...bytes]);
        },
      ),
      { numRuns: 500 },
    );
  });
});
