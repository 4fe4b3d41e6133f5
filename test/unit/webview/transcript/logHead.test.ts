import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { columnNames, logHead } from '../../../../webview/transcript/logHead.ts';
import { elements, textOf } from '../../../support/templates.ts';

describe('the log’s header', () => {
  const head = (role: Parameters<typeof columnNames>[0], hasRules = true) =>
    logHead(columnNames(role), { hasRules, hasPeersBelow: false });

  it('names every column, even those whose symbols aren’t read out', () => {
    const words = textOf(head('client'));
    for (const name of ['Time', 'Time since the previous row', 'Direction', 'Client', 'Bytes', 'Rule', 'Message'])
      assert.ok(words.includes(name), name);
  });

  it('has no name for rules while no row has one', () => {
    assert.doesNotMatch(textOf(head('sender', false)), /Rule/);
  });

  it('names the peer above it', () => {
    assert.match(textOf(head('client')), /Client.*Bytes.*Message/);
    const below = logHead(columnNames('client'), { hasRules: true, hasPeersBelow: true });
    assert.match(textOf(below), /Bytes.*Client.*Message/);
    assert.doesNotMatch(textOf(below), /Client.*Bytes/);
  });

  it('names the other side by its role', () => {
    assert.match(textOf(head('server')), /Server/);
    assert.match(textOf(head('sender')), /Address/);
  });

  it('contains nothing focusable', () => {
    const stops = elements(head('sender')).filter(
      ({ tag, attributes }) => tag === 'button' || 'tabindex' in attributes,
    );
    assert.deepEqual(stops, []);
  });
});
