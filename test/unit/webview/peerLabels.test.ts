import assert from 'node:assert/strict';
import { PeerLabels, peerColor } from '../../../webview/peerLabels.ts';

describe('peer labels', () => {
  it('are short only while all are on one host', () => {
    const labels = new PeerLabels();
    labels.see('127.0.0.1:1');
    labels.see('127.0.0.1:2');
    assert.equal(labels.label('127.0.0.1:2'), ':2');
    labels.see('[::1]:3');
    assert.equal(labels.label('127.0.0.1:2'), '127.0.0.1:2');
    const ofUnix = new PeerLabels();
    for (const address of ['/tmp/a:b.sock #1', '/tmp/a:b.sock #2']) ofUnix.see(address);
    assert.equal(ofUnix.label('/tmp/a:b.sock #2'), '#2');
  });

  it('show invisible characters in names and addresses', () => {
    const labels = new PeerLabels();
    labels.setNames({ '127.0.0.1:1': 'sen\u202esor' });
    assert.equal(labels.label('127.0.0.1:1'), 'sen\\u{202e}sor');
    assert.equal(labels.full('127.0.0.1:1'), 'sen\\u{202e}sor (127.0.0.1:1)');
    assert.equal(labels.full('/a\u202eb #1', 'val\x1bve'), 'val\\eve (/a\\u{202e}b #1)');
    assert.equal(labels.label('/a\u202eb #1'), '/a\\u{202e}b #1');
  });

  it('include a color class', () => {
    assert.deepEqual(['p1', 'p5', 'p6'].map(peerColor), ['peer-0', 'peer-4', 'peer-0']);
  });

  it('are the user’s names if given, with the address if necessary', () => {
    const labels = new PeerLabels();
    for (const port of [1, 2, 3]) labels.see(`127.0.0.1:${port}`);
    const names = { '127.0.0.1:1': 'sensor', '127.0.0.1:2': 'sensor', '127.0.0.1:3': 'gateway' };
    assert.equal(labels.setNames(names), true);
    assert.equal(labels.setNames({ ...names }), false, 'they are the same');
    assert.deepEqual(
      [1, 2, 3, 4].map(port => labels.label(`127.0.0.1:${port}`)),
      ['sensor (:1)', 'sensor (:2)', 'gateway', ':4'],
    );
    assert.deepEqual(
      [3, 4].map(port => labels.full(`127.0.0.1:${port}`)),
      ['gateway (127.0.0.1:3)', '127.0.0.1:4'],
    );
    assert.deepEqual(
      [1, 3, 4].map(port => labels.longLabel(`127.0.0.1:${port}`)),
      ['sensor (127.0.0.1:1)', 'gateway', '127.0.0.1:4'],
    );
    assert.equal(labels.full('127.0.0.1:4', 'valve'), 'valve (127.0.0.1:4)', 'it has just received the name');
    assert.deepEqual(
      [1, 3, 4].map(port => labels.endsInAddress(`127.0.0.1:${port}`)),
      [true, false, true],
    );
    labels.setNames(undefined);
    assert.equal(labels.label('127.0.0.1:3'), ':3');
  });

  it('are a name without the address for the only open peer with that name', () => {
    const labels = new PeerLabels();
    for (const port of [1, 2]) labels.see(`127.0.0.1:${port}`);
    labels.setNames({ '127.0.0.1:1': 'sensor', '127.0.0.1:2': 'sensor' });
    const both = () => [1, 2].map(port => labels.label(`127.0.0.1:${port}`));
    assert.equal(labels.setOpen(['127.0.0.1:2', '127.0.0.1:3']), true);
    assert.deepEqual(both(), ['sensor (:1)', 'sensor']);
    assert.equal(labels.setOpen(['127.0.0.1:2']), false, 'no label changes');
    assert.equal(labels.setOpen(['127.0.0.1:2', '127.0.0.1:1']), true);
    assert.deepEqual(both(), ['sensor (:1)', 'sensor (:2)']);
    labels.setOpen([]);
    assert.deepEqual(both(), ['sensor (:1)', 'sensor (:2)']);
  });

  it('are never empty', () => {
    const labels = new PeerLabels();
    labels.see('/tmp/a.sock');
    assert.equal(labels.label('/tmp/a.sock'), '/tmp/a.sock');
  });
});
