import assert from 'node:assert/strict';
import { PeerLabels, peerColour } from '../../../webview/peerLabels.ts';

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

  it('give each peer a colour of its own for a while', () => {
    assert.equal(new Set(['p1', 'p2', 'p3', 'p4', 'p5'].map(peerColour)).size, 5);
    assert.deepEqual(['p1', 'p5', 'p6'].map(peerColour), ['peer-0', 'peer-4', 'peer-0']);
  });

  it('are never empty', () => {
    const labels = new PeerLabels();
    labels.see('/tmp/a.sock');
    assert.equal(labels.label('/tmp/a.sock'), '/tmp/a.sock');
  });
});
