import assert from 'node:assert/strict';
import { maxMessageUnits } from '../../../../src/core/limits.ts';
import type { Message } from '../../../../src/core/message/message.ts';
import { MessagePreview, previewText } from '../../../../webview/composer/messagePreview.ts';

const message = (text: string, more: Partial<Message> = {}): Message => ({ notation: 'text', text, ...more });
const bytesOf = (text: string) => Buffer.from(text);

describe('the composer’s preview', () => {
  it('contains the message’s bytes, or why there are none', () => {
    const preview = new MessagePreview();
    assert.deepEqual(preview.of(message('n={{$counter}}'), {}, 7).bytes, new Uint8Array(bytesOf('n=7')));
    const broken = preview.of(message('0', { notation: 'hex' }), {}, 1);
    assert.equal(broken.bytes, undefined);
    assert.match(broken.problem ?? '', /\S/);
  });

  it('is empty if the message is longer than the host accepts', () => {
    const preview = new MessagePreview();
    assert.equal(preview.of(message('a'.repeat(maxMessageUnits)), {}, 1).problem, undefined);
    assert.match(preview.of(message('a'.repeat(maxMessageUnits + 1)), {}, 1).problem ?? '', /Send it as a file/);
  });

  it('is computed once per message, though the page is redrawn constantly', () => {
    const preview = new MessagePreview();
    const first = preview.of(message('{{$uuid}}'), {}, 1);
    assert.equal(preview.of(message('{{$uuid}}'), { framing: undefined } as object, 1), first);
  });

  it('is recomputed when any of its inputs changes', () => {
    const preview = new MessagePreview();
    const inputs: Parameters<MessagePreview['of']>[] = [
      [message('é{{$uuid}}'), {}, 1],
      [message('é{{$uuid}}'), {}, 2],
      [message('é{{$uuid}}'), { encoding: 'latin1' }, 2],
      [message('é{{$uuid}}'), { encoding: 'latin1', lineEnding: 'lf' }, 2],
      [message('é{{$uuid}}'), { encoding: 'latin1', lineEnding: 'lf', framing: { line: 'lf' } }, 2],
      [message('é{{$uuid}}', { literal: true }), { encoding: 'latin1', lineEnding: 'lf', framing: { line: 'lf' } }, 2],
      [message('e{{$uuid}}', { literal: true }), { encoding: 'latin1', lineEnding: 'lf', framing: { line: 'lf' } }, 2],
    ];
    assert.equal(new Set(inputs.map(input => preview.of(...input))).size, inputs.length);
  });
});

describe('the preview line', () => {
  const line = (given: Message, bytes: Uint8Array, encoding?: 'latin1') =>
    previewText(given, encoding ? { encoding } : {}, bytes);

  it('is shown if the bytes differ from what was typed', () => {
    assert.equal(line(message('plain'), bytesOf('plain')), undefined);
    assert.equal(line(message('', { checksum: 'xor8' }), bytesOf('\0')), undefined);
    assert.equal(line(message('n={{$counter}}'), bytesOf('n=1')), 'Sends 3 bytes: n=1');
    assert.equal(line(message('{{$counter}}', { literal: true }), bytesOf('x')), undefined);
    assert.equal(
      line(message('01', { notation: 'hex', checksum: 'xor8' }), Uint8Array.of(1, 1)),
      'Sends 2 bytes: 01 01',
    );
  });

  it('uses the singular for one byte', () => {
    assert.equal(line(message('{{$counter}}'), bytesOf('1')), 'Sends 1 byte: 1');
  });

  it('shows the first 48 bytes', () => {
    const text = (length: number) => line(message('{{$random 16}}'), bytesOf('x'.repeat(length)));
    assert.equal(text(48), `Sends 48 bytes: ${'x'.repeat(48)}`);
    assert.equal(text(49), `Sends 49 bytes: ${'x'.repeat(48)} …`);
  });

  it('ends between two characters', () => {
    const start = (text: string) => line(message('{{$counter}}'), bytesOf(text));
    assert.equal(start(`${'x'.repeat(46)}€ and more`), `Sends 58 bytes: ${'x'.repeat(46)} …`);
    assert.equal(start(`${'x'.repeat(45)}€ and more`), `Sends 57 bytes: ${'x'.repeat(45)}€ …`);
    assert.equal(start(`${'x'.repeat(44)}👍🏽 and more`), `Sends 61 bytes: ${'x'.repeat(44)} …`);
    assert.equal(start(`${'x'.repeat(47)}e\u0301 and more`), `Sends 59 bytes: ${'x'.repeat(47)} …`);
    const bytes = Buffer.alloc(60, 0xff);
    assert.equal(line(message('{{$counter}}'), bytes), `Sends 60 bytes: ${'\\xff'.repeat(48)} …`);
  });

  it('decodes text in the endpoint’s encoding, with invalid bytes as escapes', () => {
    assert.equal(line(message('{{$counter}}'), Uint8Array.of(0xe9, 0)), 'Sends 2 bytes: \\xe9\\0');
    assert.equal(line(message('{{$counter}}'), Uint8Array.of(0xe9), 'latin1'), 'Sends 1 byte: é');
  });
});
