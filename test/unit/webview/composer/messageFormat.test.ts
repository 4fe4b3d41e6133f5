import assert from 'node:assert/strict';
import type { Message } from '../../../../src/core/message/message.ts';
import { formatText, hasVariables, optionsText } from '../../../../webview/composer/messageFormat.ts';

describe('a message’s format in a few words', () => {
  const message = (given: Partial<Message> = {}): Message => ({ notation: 'text', text: '', ...given });

  it('is its notation if nothing else is set', () => {
    assert.deepEqual(
      (['text', 'hex', 'base64'] as const).map(notation => formatText(message({ notation }), {})),
      ['Text', 'Hex', 'Base64'],
    );
    assert.equal(optionsText(message(), {}), '');
  });

  it('names what is set', () => {
    const all = message({ escapes: true, lineEnding: 'crlf', checksum: 'crc16modbus' });
    assert.equal(formatText(all, {}), 'Text · Escapes · CRLF · CRC-16/MODBUS');
    assert.equal(formatText(message(), { lineEnding: 'lf' }), 'Text · LF', 'the endpoint’s');
  });

  it('omits what has no effect', () => {
    const set = { escapes: true, lineEnding: 'crlf' } as const;
    assert.equal(formatText(message({ ...set, notation: 'hex' }), {}), 'Hex');
    assert.equal(formatText(message(set), { framing: { line: 'lf' } }), 'Text · Escapes');
  });

  it('says if variables are sent unexpanded', () => {
    const text = 'a {{$counter}}';
    assert.equal(optionsText(message({ text, literal: true }), {}), 'Variables off');
    assert.equal(optionsText(message({ text }), {}), '');
    assert.equal(optionsText(message({ text: 'a', literal: true }), {}), '');
    assert.ok(!hasVariables(message({ notation: 'base64', text })));
  });
});
