import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { SocketError } from '../../../../src/core/socketError.ts';
import type { VideoSnapshot } from '../../../../src/core/video/video.ts';
import { VideoFigures, type VideoFiguresOptions } from '../../../../src/engine/video/videoFigures.ts';
import { neverFails } from '../../../support/neverFails.ts';

interface Timer {
  readonly run: () => void;
  dueMs: number;
}

const size = { width: 64, height: 48 };

describe('a video’s figures', () => {
  let nowMs: number;
  let timers: Set<Timer>;
  let changes: number;
  let last: VideoSnapshot | undefined;
  let peers: { number: number; id: string; address: string }[];
  let figures: VideoFigures;

  const start = (more: Partial<VideoFiguresOptions> = {}) => {
    changes = 0;
    last = undefined;
    peers = [{ number: 1, id: 'p1', address: 'a' }];
    figures = new VideoFigures({
      ...{ endpoint: 'e', direction: 'out', label: 'camera', peers: () => peers, owner: neverFails },
      onChange: (_, ended) => {
        changes++;
        last = ended;
      },
      ...more,
    });
  };

  beforeEach(() => {
    nowMs = 1000;
    mock.method(performance, 'now', () => nowMs);
    // The fake timers of node:test don't support `refresh`.
    timers = new Set();
    mock.method(globalThis, 'setTimeout', (run: () => void, ms: number) => {
      const timer = {
        run,
        dueMs: nowMs + ms,
        refresh: () => {
          timer.dueMs = nowMs + ms;
        },
      };
      timers.add(timer);
      return timer;
    });
    mock.method(globalThis, 'clearTimeout', (timer: Timer) => void timers.delete(timer));
    start();
  });
  afterEach(() => {
    figures.end(undefined);
    mock.restoreAll();
  });

  const pass = (ms: number) => {
    nowMs += ms;
    for (const timer of timers) {
      if (timer.dueMs > nowMs) continue;
      timer.dueMs = Number.POSITIVE_INFINITY;
      timer.run();
    }
  };
  /** Pictures of 1,000 bytes, ten a second. */
  const run = (count: number) => {
    for (let at = 0; at < count; at++) {
      figures.carried(1000);
      figures.picture(size, undefined);
      pass(100);
    }
  };

  it('start at zero, with what is known about the video', () => {
    start({ codec: 'jpeg', wire: { format: 'multipart' } });
    const { id, startedMs, ...rest } = figures.snapshot;
    assert.deepEqual([id.length, Math.abs(startedMs - Date.now()) < 60_000], [36, true]);
    assert.deepEqual(rest, {
      ...{ endpoint: 'e', direction: 'out', label: 'camera', peers: [{ id: 'p1', address: 'a' }], state: 'waiting' },
      ...{ codec: 'jpeg', wire: { format: 'multipart' }, frames: 0, skipped: 0, unreadable: 0, bytes: 0 },
      ...{ width: 0, height: 0, fps: 0, bytesPerSecond: 0 },
    });
  });

  it('count sent and skipped pictures, with the size of the newest', () => {
    run(2);
    figures.skip();
    figures.unreadable();
    figures.sized({ width: 7, height: 5 });
    const { frames, bytes, skipped, unreadable, width, height } = figures.snapshot;
    assert.deepEqual(
      { frames, bytes, skipped, unreadable, width, height },
      {
        ...{ frames: 2, bytes: 2000, skipped: 1, unreadable: 1 },
        ...{ width: 7, height: 5 },
      },
    );
  });

  it('have rates only while it runs', () => {
    run(10);
    assert.deepEqual([figures.snapshot.fps, figures.snapshot.bytesPerSecond], [0, 0]);
    figures.become('running');
    run(11);
    assert.deepEqual([figures.snapshot.fps, figures.snapshot.bytesPerSecond], [10, 10_000]);
    figures.become('muted');
    assert.deepEqual([figures.snapshot.fps, figures.snapshot.bytesPerSecond], [0, 0]);
  });

  it('have no rate from before it was resumed', () => {
    figures.become('running');
    run(10);
    figures.become('waiting');
    figures.become('running');
    assert.equal(figures.snapshot.fps, 0);
  });

  it('drop to a rate of 0, and report it, two seconds after the last picture', () => {
    figures.become('running');
    run(10);
    pass(1800);
    const before = changes;
    pass(99);
    assert.deepEqual([changes - before, figures.snapshot.fps > 0], [0, true]);
    pass(1);
    assert.deepEqual([changes - before, figures.snapshot.fps], [1, 0]);
  });

  it('smooth latency, starting with the first value, and clear it with a picture that has none', () => {
    figures.picture(size, 100);
    assert.equal(figures.snapshot.latencyMs, 100);
    figures.picture(size, 200);
    assert.equal(figures.snapshot.latencyMs, 110);
    figures.picture(size, undefined);
    assert.equal('latencyMs' in figures.snapshot, false);
    figures.picture(size, 50);
    assert.equal(figures.snapshot.latencyMs, 50);
  });

  it('report only changes', () => {
    const changed = (act: () => void) => {
      const before = changes;
      act();
      return changes - before;
    };
    assert.equal(
      changed(() => figures.learn({ codec: 'pickle' })),
      1,
    );
    assert.equal(
      changed(() => figures.learn({ codec: 'pickle' })),
      0,
    );
    assert.equal(
      changed(() => figures.learn({ wire: { format: 'multipart' } })),
      1,
    );
    assert.deepEqual([figures.snapshot.codec, figures.snapshot.wire], ['pickle', { format: 'multipart' }]);
    assert.equal(
      changed(() => figures.sized(size)),
      1,
    );
    assert.equal(
      changed(() => figures.sized(size)),
      0,
    );
    assert.equal(
      changed(() => figures.sized({ ...size, height: 49 })),
      1,
    );
    assert.equal(
      changed(() => figures.sized({ width: 65, height: 49 })),
      1,
    );
    assert.equal(
      changed(() => figures.become('running')),
      1,
    );
    assert.equal(
      changed(() => figures.become('running')),
      0,
    );
  });

  it('are frozen once it has ended, with its last recipients', () => {
    figures.become('running');
    run(1);
    figures.end(new SocketError('CONNECTION_LOST', { address: 'a' }));
    assert.deepEqual([last?.state, last?.failure?.code, last?.peers.length], ['ended', 'CONNECTION_LOST', 1]);
    assert.ok(Math.abs((last?.endedMs ?? 0) - Date.now()) < 60_000);
    const before = changes;
    peers = [];
    figures.end(undefined);
    figures.become('running');
    figures.changed();
    run(1);
    pass(5000);
    assert.deepEqual([changes - before, figures.hasEnded, figures.snapshot.state], [0, true, 'ended']);
    assert.deepEqual(figures.snapshot.peers, [{ id: 'p1', address: 'a' }]);
  });
});
