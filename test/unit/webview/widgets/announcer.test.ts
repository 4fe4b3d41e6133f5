import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { ReactiveControllerHost } from 'lit';
import { Announcer } from '../../../../webview/widgets/announcer.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { panelStateOf } from '../../../support/panelState.ts';

describe('screen reader announcements', () => {
  let announcer: Announcer;

  /** The endpoint has received this many messages. */
  function received(framesIn: number, announces = true): void {
    const { counters } = endpointSnapshot('e1', 1);
    announcer.changed(
      panelStateOf({ announces, endpoint: endpointSnapshot('e1', 1, { counters: { ...counters, framesIn } }) }),
    );
  }

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    announcer = new Announcer({ requestUpdate: () => undefined } as ReactiveControllerHost);
    received(10, false);
  });

  afterEach(() => mock.timers.reset());

  it('contain a single message, or how many arrived', () => {
    received(11);
    mock.timers.tick(1500);
    assert.equal(announcer.text, '1 new message');
    received(14);
    mock.timers.tick(1500);
    assert.equal(announcer.text, '3 new messages');
  });

  it('exclude messages before the page, and those received by an earlier window', () => {
    const { counters } = endpointSnapshot('e1', 1);
    const restored = (framesIn: number, isRestoring: boolean) =>
      announcer.changed(
        panelStateOf({
          announces: true,
          endpoint: endpointSnapshot('e1', 1, {
            counters: { ...counters, framesIn },
            ...(isRestoring && { isRestoring: true }),
          }),
        }),
      );
    announcer = new Announcer({ requestUpdate: () => undefined } as ReactiveControllerHost);
    restored(5, true);
    restored(7000, false);
    mock.timers.tick(1500);
    assert.equal(announcer.text, '');
    restored(7001, false);
    mock.timers.tick(1500);
    assert.equal(announcer.text, '1 new message');
  });

  it('are made once for all messages of an interval', () => {
    received(11);
    mock.timers.tick(1499);
    assert.equal(announcer.text, '');
    received(500);
    mock.timers.tick(1);
    assert.equal(announcer.text, '490 new messages');
    mock.timers.tick(5000);
    assert.equal(announcer.text, '490 new messages');
  });

  it('are made at most every second and a half', () => {
    received(11);
    mock.timers.tick(1000);
    received(12);
    mock.timers.tick(500);
    assert.equal(announcer.text, '2 new messages');
    received(13);
    mock.timers.tick(1499);
    assert.equal(announcer.text, '2 new messages');
    mock.timers.tick(1);
    assert.equal(announcer.text, '1 new message');
  });

  it('are empty without messages', () => {
    received(10);
    mock.timers.tick(1500);
    assert.equal(announcer.text, '');
  });

  it('count from the start of a restarted endpoint', () => {
    received(2);
    mock.timers.tick(1500);
    assert.equal(announcer.text, '2 new messages');
    received(3);
    received(0);
    mock.timers.tick(1500);
    assert.equal(announcer.text, '2 new messages');
    received(1);
    mock.timers.tick(1500);
    assert.equal(announcer.text, '1 new message');
  });

  it('are empty if disabled, and messages of that time aren’t caught up on', () => {
    received(20, false);
    announcer.say('Received a.bin.');
    mock.timers.tick(1500);
    assert.equal(announcer.text, '');
    received(21);
    mock.timers.tick(1500);
    assert.equal(announcer.text, '1 new message');
  });

  it('differ from the previous one, since the same text would not be read again', () => {
    received(10);
    announcer.say('Sent a.bin.');
    announcer.say('Sent a.bin.');
    assert.equal(announcer.text, 'Sent a.bin..');
    announcer.say('Sent a.bin.');
    assert.equal(announcer.text, 'Sent a.bin.');
  });
});
