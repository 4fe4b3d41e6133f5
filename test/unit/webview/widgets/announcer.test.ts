import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { ReactiveControllerHost } from 'lit';
import { Announcer } from '../../../../webview/widgets/announcer.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { panelStateOf } from '../../../support/panelState.ts';

describe('what is announced to those who don’t see the page', () => {
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

  it('is one message, or how many came', () => {
    received(11);
    mock.timers.tick(1500);
    assert.equal(announcer.text, '1 new message');
    received(14);
    mock.timers.tick(1500);
    assert.equal(announcer.text, '3 new messages');
  });

  it('leaves out what came before the page, and what an earlier window received', () => {
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

  it('is said once for all messages of a while', () => {
    received(11);
    mock.timers.tick(1499);
    assert.equal(announcer.text, '');
    received(500);
    mock.timers.tick(1);
    assert.equal(announcer.text, '490 new messages');
    mock.timers.tick(5000);
    assert.equal(announcer.text, '490 new messages');
  });

  it('is said every second and a half at most', () => {
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

  it('is nothing if no message came', () => {
    received(10);
    mock.timers.tick(1500);
    assert.equal(announcer.text, '');
  });

  it('counts from the start of an endpoint that was started again', () => {
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

  it('is nothing if nobody wants to hear it, and messages of that time aren’t made up for', () => {
    received(20, false);
    announcer.say('Received a.bin.');
    mock.timers.tick(1500);
    assert.equal(announcer.text, '');
    received(21);
    mock.timers.tick(1500);
    assert.equal(announcer.text, '1 new message');
  });

  it('differs from the last time, since the same text again would not be spoken', () => {
    received(10);
    announcer.say('Sent a.bin.');
    announcer.say('Sent a.bin.');
    assert.equal(announcer.text, 'Sent a.bin..');
    announcer.say('Sent a.bin.');
    assert.equal(announcer.text, 'Sent a.bin.');
  });
});
