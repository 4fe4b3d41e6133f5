import assert from 'node:assert/strict';
import type { Message } from '../../../../src/core/message/message.ts';
import type { MessageContext } from '../../../../src/core/message/messageBytes.ts';
import { messageOptions } from '../../../../webview/composer/messageOptions.ts';
import { elements, enter, named } from '../../../support/templates.ts';

describe('message options', () => {
  let changes: unknown[];
  const options = (given: Partial<Message> = {}, context: MessageContext = {}) =>
    messageOptions({ notation: 'text', text: '', ...given }, context, change => changes.push(change));
  const labels = (given: Partial<Message> = {}, context?: MessageContext) =>
    elements(options(given, context))
      .filter(({ tag }) => tag === 'input' || tag === 'select')
      .map(({ attributes, text }) => String(attributes['aria-label'] ?? text));
  const sum = 'Checksum';
  const chosenOf = (template: ReturnType<typeof options>, label: string) =>
    named(template, label, 'change').inside.find(({ attributes }) => attributes['.selected'])?.attributes.value;

  beforeEach(() => {
    changes = [];
  });

  it('depend on the notation', () => {
    assert.deepEqual(labels(), ['Line ending', sum, 'Escapes']);
    assert.deepEqual(labels({ notation: 'hex' }), [sum]);
    assert.deepEqual(labels({ notation: 'base64', text: '{{$counter}}' }), [sum]);
  });

  it('include no line ending if the framing adds its own', () => {
    assert.deepEqual(labels({}, { framing: { line: 'lf' } }), [sum, 'Escapes']);
    assert.deepEqual(labels({}, { framing: 'slip' }), ['Line ending', sum, 'Escapes']);
  });

  it('include a variables switch only if there are any', () => {
    const variables = 'Variables';
    assert.ok(labels({ text: 'a {{$counter}}' }).includes(variables));
    assert.ok(!labels({ text: 'a {{counter}}' }).includes(variables));
    enter(options({ text: '{{$now}}' }), variables, 'change', { checked: false });
    enter(options({ text: '{{$now}}', literal: true }), variables, 'change', { checked: true });
    assert.deepEqual(changes, [{ literal: true }, { literal: false }]);
    const isOn = (literal: boolean) =>
      named(options({ text: '{{$now}}', literal }), variables, 'change').attributes['.checked'];
    assert.deepEqual([isOn(false), isOn(true)], [true, false]);
  });

  it('show the endpoint’s line ending until another is chosen', () => {
    const shown = (given: Partial<Message>, context: MessageContext) =>
      chosenOf(options(given, context), 'Line ending');
    assert.equal(shown({}, {}), 'none');
    assert.equal(shown({}, { lineEnding: 'crlf' }), 'crlf');
    assert.equal(shown({ lineEnding: 'lf' }, { lineEnding: 'crlf' }), 'lf');
    enter(options(), 'Line ending', 'change', { value: 'cr' });
    assert.deepEqual(changes, [{ lineEnding: 'cr' }]);
  });

  it('can set and remove a checksum', () => {
    enter(options(), sum, 'change', { value: 'crc32' });
    enter(options({ checksum: 'crc32' }), sum, 'change', { value: '' });
    assert.deepEqual(changes, [{ checksum: 'crc32' }, { checksum: undefined }]);
    assert.equal(chosenOf(options({ checksum: 'crc32' }), sum), 'crc32');
  });

  it('can enable and disable escapes', () => {
    enter(options(), 'Escapes', 'change', { checked: true });
    enter(options({ escapes: true }), 'Escapes', 'change', { checked: false });
    assert.deepEqual(changes, [{ escapes: true }, { escapes: false }]);
  });
});
