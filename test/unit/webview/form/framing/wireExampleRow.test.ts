import assert from 'node:assert/strict';
import type { Framing } from '../../../../../src/core/endpointConfig.ts';
import { wireExample } from '../../../../../src/core/framing/wireExample.ts';
import { FramingForm } from '../../../../support/framingForm.ts';
import { elements } from '../../../../support/templates.ts';

describe('the example of a framing in the form', () => {
  const row = (framing: Framing) => {
    const form = new FramingForm(framing);
    form.examples = { framing: wireExample(framing) };
    const of = (name: string) => elements(form.template).find(({ attributes }) => attributes.class === name)?.text;
    return { hex: of('wire-hex'), text: of('wire-text'), ascii: of('wire-ascii'), all: form.text };
  };

  it('is in hex and as text, with the message set off from what the framing adds', () => {
    const { hex, text, ascii, all } = row('netstring');
    assert.deepEqual([hex, text, ascii], ['35 3a 68 65 6c 6c 6f 2c', '68 65 6c 6c 6f', '5:hello,']);
    assert.match(all, /The message “hello” on the wire\./);
    assert.equal(row({ idleMs: 5 }).hex, '68 65 6c 6c 6f');
  });

  it('is cut if it is long, and its row stays without one', () => {
    const { hex, ascii } = row({ fixed: 100 });
    assert.equal(hex?.split(' ').length, 65);
    assert.ok(hex?.endsWith(' …'));
    assert.equal(ascii?.length, 64);
    assert.match(row({ pattern: '[0-9]{3}' }).all, /Example None for these values\./);
    assert.doesNotMatch(new FramingForm(undefined).text, /Example/);
  });
});
