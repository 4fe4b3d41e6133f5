/** Counters of what a conversation or an endpoint carries. */
import type { Traffic } from '../../core/endpointSnapshot.ts';

export type TrafficCounters = { -readonly [Counter in keyof Traffic]: number };

export function noTraffic(): TrafficCounters {
  return { bytesIn: 0, bytesOut: 0, framesIn: 0, framesOut: 0 };
}
