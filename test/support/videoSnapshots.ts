/** Video snapshots for tests. */
import type { VideoSnapshot } from '../../src/core/video/video.ts';

/** Returns a video received from 127.0.0.1:5000, with `given` overriding its properties. */
export function videoSnapshot(given: Partial<VideoSnapshot> = {}): VideoSnapshot {
  return {
    id: 'v1',
    endpoint: 'e1',
    direction: 'in',
    peers: [{ id: 'p1', address: '127.0.0.1:5000' }],
    state: 'running',
    label: '127.0.0.1:5000',
    codec: 'pickle',
    frames: 90,
    skipped: 0,
    unreadable: 0,
    bytes: 83_000_000,
    width: 640,
    height: 480,
    fps: 30,
    bytesPerSecond: 27_650_000,
    startedMs: 1,
    ...given,
  };
}
