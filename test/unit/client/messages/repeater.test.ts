import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { Repeater } from '../../../../src/client/messages/repeater.ts';

describe('a repeater', () => {
  let nowMs: number;
  let sent: number[];
  let repeater: Repeater;
  let changes: number;

  /** Lets promises settle: none of them waits for a timer. */
  const settle = async () => {
    for (let times = 0; times < 10; times++) await Promise.resolve();
  };
  const pass = async (ms: number) => {
    await settle();
    for (let passed = 0; passed < ms; passed++) {
      nowMs++;
      mock.timers.tick(1);
      await settle();
    }
  };
  const send = async () => void sent.push(nowMs);

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    nowMs = 0;
    sent = [];
    changes = 0;
    repeater = new Repeater(
      () => changes++,
      () => nowMs,
    );
  });
  afterEach(() => {
    repeater.dispose();
    mock.timers.reset();
  });

  it('sends at once and at each interval, as often as requested', async () => {
    repeater.start('e', { everyMs: 10, count: 3 }, send);
    await pass(100);
    assert.deepEqual(sent, [0, 10, 20]);
    assert.deepEqual(repeater.state('e'), { everyMs: 10, count: 3, running: false, done: 3 });
    assert.equal(changes, 2, 'both the start and the end are reported');
  });

  it('continues until it is stopped', async () => {
    repeater.start('e', { everyMs: 1 }, send);
    await pass(50);
    repeater.stop('e');
    await pass(50);
    assert.equal(sent.length, 51);
    assert.deepEqual(repeater.state('e'), { everyMs: 1, running: false, done: 51 });
  });

  it('waits for a slow send, without a burst afterwards', async () => {
    let release: () => void = () => undefined;
    repeater.start('e', { everyMs: 10 }, async () => {
      await send();
      if (sent.length === 2) await new Promise<void>(resolve => (release = resolve));
    });
    await pass(45);
    assert.deepEqual(sent, [0, 10]);
    release();
    await settle();
    await pass(20);
    assert.deepEqual(sent, [0, 10, 46, 55, 65]);
  });

  it('ends at the first failure, and reports it', async () => {
    repeater.start('e', { everyMs: 5 }, async () => {
      await send();
      if (sent.length === 3) throw new Error('Nobody is there.');
    });
    await pass(50);
    assert.deepEqual(sent, [0, 5, 10]);
    assert.deepEqual(repeater.state('e'), { everyMs: 5, running: false, done: 2, problem: 'Nobody is there.' });
  });

  it('counts a send under way when stopped, and sends no more', async () => {
    repeater.start('e', { everyMs: 5 }, send);
    repeater.stop('e', 'The endpoint closed.');
    await pass(20);
    assert.deepEqual(repeater.state('e'), { everyMs: 5, running: false, done: 1, problem: 'The endpoint closed.' });
  });

  it('runs one per endpoint: the last', async () => {
    repeater.start('e', { everyMs: 5 }, send);
    repeater.start('e', { everyMs: 7, count: 2 }, send);
    await pass(30);
    assert.deepEqual(sent, [0, 0, 7]);
  });

  it('forgets removed endpoints', async () => {
    repeater.start('e', { everyMs: 5 }, send);
    repeater.start('f', { everyMs: 5, count: 2 }, send);
    repeater.keepOnly(id => id === 'f');
    await pass(20);
    assert.equal(repeater.state('e'), undefined);
    assert.equal(repeater.state('f')?.done, 2);
  });
});
