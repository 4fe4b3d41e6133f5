import assert from 'node:assert/strict';
import { QuickPickItemKind } from 'vscode';
import type { Framing } from '../../../../src/core/endpointConfig.ts';
import { framingNames } from '../../../../src/core/framing/namedFramings.ts';
import { framingChoices } from '../../../../src/host/commands/framingChoices.ts';

describe('the choices of framings', () => {
  const titles = (current: Framing, recent: Framing[] = []) =>
    framingChoices(current, recent).flatMap(({ label, kind }) => (kind === QuickPickItemKind.Separator ? [label] : []));

  it('are all names and all framings without parameters, once each', () => {
    const offered = framingChoices('none', ['mqtt', 'none']).flatMap(({ framing }) => framing ?? []);
    const others = ['none', 'json', 'slip', 'cobs', { line: 'lf' }, { line: 'cr' }];
    assert.deepEqual(new Set(offered), new Set([...framingNames, ...others]));
    assert.equal(offered.length, framingNames.length + others.length);
    assert.deepEqual(offered.slice(0, 2), ['none', 'mqtt']);
  });

  it('are in groups, without empty ones', () => {
    assert.deepEqual(titles('none'), ['General', 'Lines and text', 'Numbers', 'Protocols']);
    assert.equal(titles('none', [{ fixed: 3 }])[0], 'Recently used');
    assert.equal(titles('none', ['none'])[0], 'General');
  });

  it('can be found by label, by name and by help, and are in sentence case', () => {
    const choices = framingChoices('none', []).filter(({ framing }) => framing !== undefined);
    const shown = (framing: Framing) => {
      const { label, description } = choices.find(one => one.framing === framing) ?? {};
      return [label, description];
    };
    assert.deepEqual(shown('mqtt'), ['MQTT', 'A packet: its type, its length as a varint, and the rest']);
    assert.deepEqual(shown('netstring'), ['netstring', 'A length in decimal, a colon, the message, a comma']);
    assert.deepEqual(shown('u16be'), ['u16 BE', 'u16be: a length of 2 bytes, and the message']);
    assert.deepEqual(shown('none'), ['No framing', 'current']);
    for (const { framing, label, description } of choices) {
      assert.doesNotMatch(description ?? '', /\.$/);
      if (typeof framing !== 'string') assert.match(label, /^\p{Lu}/u, 'a label of ours, not a name');
    }
  });
});
