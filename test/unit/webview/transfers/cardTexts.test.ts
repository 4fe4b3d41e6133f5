import assert from 'node:assert/strict';
import { PeerLabels } from '../../../../webview/peerLabels.ts';
import { certaintyHelp, condition, facts, keptAs, question } from '../../../../webview/transfers/cardTexts.ts';
import { transfer } from './panelTransfers.ts';

describe('a card’s text', () => {
  const labels = new PeerLabels();
  labels.see('127.0.0.1:5000');

  it('says where a received file’s name comes from', () => {
    const helps = (['raw', 'framed'] as const).map(mode => certaintyHelp(transfer('a', { mode, direction: 'in' })));
    assert.match(helps[0] ?? '', /Raw transfers carry no file name/);
    assert.doesNotMatch(helps[1] ?? '', /file name/);
  });

  it('says how much, from whom, and what else', () => {
    const part = { bytes: 12_400_000, size: 1_000_000_000, files: { done: 3, total: 120 }, resumedAt: 5_000_000 };
    assert.deepEqual(facts(transfer('a', part), labels), [
      '12.4 MB of 1.00 GB',
      'from :5000',
      '3 of 120 files',
      'resumed at 5.00 MB',
    ]);
    assert.deepEqual(facts(transfer('a', { bytes: 3, direction: 'out' }), labels), ['3 B', 'to :5000']);
    const resumed = {
      bytes: 3_000_000,
      size: 3_000_000,
      resumedAt: 1_570_000,
      state: 'done',
      direction: 'out',
    } as const;
    assert.deepEqual(facts(transfer('a', { ...resumed, mode: 'framed' }), labels), [
      '3.00 MB',
      'to :5000',
      '1.43 MB sent, resumed at 1.57 MB',
      'verified',
    ]);
    assert.equal(facts(transfer('a', { bytes: 1_570_000, size: 3_000_000 }), labels)[0], '1.57 of 3.00 MB');
  });

  it('shows progress only as far as it is known', () => {
    const known = (part: Parameters<typeof transfer>[1]) =>
      facts(transfer('a', { state: 'done', bytes: 7, size: 7, ...part }), labels).at(-1);
    assert.equal(known({ mode: 'framed', sha256: 'ab' }), 'verified');
    assert.equal(known({ mode: 'framed', files: { done: 3, total: 3 } }), 'verified');
    assert.equal(known({ mode: 'raw', sha256: 'ab' }), 'received');
    assert.equal(known({ mode: 'raw', direction: 'out' }), 'sent');
    const datagrams = { mode: 'datagrams', direction: 'out' } as const;
    assert.equal(known({ ...datagrams, datagrams: 1 }), '1 datagram sent, delivery unknown');
    assert.equal(known({ ...datagrams, datagrams: 12 }), '12 datagrams sent, delivery unknown');
    assert.equal(known(datagrams), 'delivery unknown', 'an earlier version did not count them');
    assert.equal(known({ mode: 'framed', state: 'running' }), 'from :5000');
  });

  it('names the kept part of a file', () => {
    const kept = (part: Parameters<typeof transfer>[1]) => keptAs(transfer('a', part));
    for (const path of ['/tmp/in/a.bin.01234567.portside.part', 'C:\\in\\a.bin.01234567.portside.part'])
      assert.equal(kept({ state: 'failed', bytes: 3, path }), 'kept as a.bin.01234567.portside.part');
    assert.equal(kept({ state: 'failed', bytes: 0, path: '/tmp/in/a.bin' }), undefined);
    assert.equal(kept({ bytes: 3, path: '/tmp/in/a.bin' }), undefined, 'it is still being received');
  });

  it('shows the state', () => {
    assert.equal(
      condition(transfer('a'), { bytesPerSecond: 2_000_000, secondsLeft: 4, stalled: false }),
      '2.00 MB/s · 4 s left',
    );
    assert.equal(condition(transfer('a'), { bytesPerSecond: 0, stalled: true }), 'waiting for the other side');
    assert.equal(condition(transfer('a', { state: 'queued' }), undefined), 'queued');
  });

  it('contains the question, with the whole address', () => {
    assert.match(question(transfer('a', { asks: 'consent' })), /^127\.0\.0\.1:5000 .*this file\. Accept it\?$/);
    assert.match(question(transfer('a', { asks: 'consent', mode: 'framed' })), /as long as it is connected/);
    assert.match(question(transfer('a', { asks: 'directory' })), /^Where/);
  });

  it('shows the size while nothing moves', () => {
    const first = (part: Parameters<typeof transfer>[1]) => facts(transfer('a', part), labels)[0];
    assert.equal(first({ state: 'queued', bytes: 0, size: 1000 }), '1.00 kB');
    assert.equal(first({ state: 'queued', bytes: 0 }), 'from :5000', 'it is unknown');
    assert.equal(first({ state: 'done', bytes: 7 }), '7 B');
  });

  it('names the sender, unless the question does', () => {
    const asking = (asks: 'consent' | 'directory') => facts(transfer('a', { state: 'asking', asks, size: 9 }), labels);
    assert.deepEqual([asking('consent'), asking('directory')], [['9 B'], ['9 B', 'from :5000']]);
  });

  it('shows where it was resumed, unless at the start', () => {
    assert.deepEqual(facts(transfer('a', { bytes: 3, resumedAt: 0 }), labels), ['3 B', 'from :5000']);
  });

  it('says how it ended', () => {
    const ended = (part: Parameters<typeof transfer>[1]) => condition(transfer('a', part), undefined);
    assert.equal(ended({ state: 'failed' }), 'failed');
    assert.equal(ended({ state: 'failed', problem: 'Reset.' }), '', 'that is shown elsewhere');
    assert.equal(ended({ state: 'done' }), 'done');
    assert.equal(ended({ state: 'done', endedMs: new Date(2026, 0, 1, 14, 2, 41, 902).getTime() }), '14:02:41');
    assert.equal(ended({ state: 'cancelled' }), 'canceled');
  });
});
