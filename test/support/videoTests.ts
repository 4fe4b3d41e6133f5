/** Setup for tests of video: an engine, and bare sockets as peers. */
import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import type { EndpointConfig } from '../../src/core/endpointConfig.ts';
import type { TranscriptEvent } from '../../src/core/transcriptEntry.ts';
import type { VideoOptions, VideoPicture, VideoSnapshot, VideoWire } from '../../src/core/video/video.ts';
import { EndpointTests } from './endpointTests.ts';
import { type OpenEndpoint, portOf, seen } from './openEndpoint.ts';

/** The smallest test pattern, at a high rate so that tests don't wait. */
export const pattern: VideoOptions = {
  source: { kind: 'test-pattern' },
  label: 'pattern',
  codec: 'pickle',
  width: 64,
  height: 48,
  fps: 100,
};

export class VideoTests extends EndpointTests {
  server(more: Partial<EndpointConfig> = {}): Promise<OpenEndpoint> {
    return this.endpoints.open({ kind: 'tcp-server', address: ':0', ...more });
  }

  /** Opens a client of a server. Resolves when both sides are connected. */
  async client(to: OpenEndpoint): Promise<OpenEndpoint> {
    const before = to.counters.peers;
    const client = await this.endpoints.open({ kind: 'tcp-client', address: `127.0.0.1:${portOf(to)}` });
    await seen(to, () => (to.counters.peers > before ? true : undefined));
    return client;
  }

  /** Opens a server and connects a bare socket to it. */
  async connection(
    more: Partial<EndpointConfig> = {},
  ): Promise<{ server: OpenEndpoint; socket: Socket; peer: string }> {
    const server = await this.server(more);
    const socket = await this.bare.connect(server);
    return { server, socket, peer: await this.peer(server) };
  }

  /** Resolves with the id of the endpoint's first peer. */
  peer(endpoint: OpenEndpoint): Promise<string> {
    return seen(endpoint, async () => (await this.engine.peers(endpoint.id, 0, 1))[0]?.id);
  }

  /** Opens a server, connects a bare socket and shows its video. */
  async shown(wire?: VideoWire, more: Partial<EndpointConfig> = {}): Promise<ShownVideo> {
    const { server, socket, peer } = await this.connection(more);
    return { server, socket, peer, video: (await this.engine.showVideo(server.id, peer, wire)).id };
  }

  /** Resolves with the newest picture after picture number `after`. */
  async picture(video: string, after = 0): Promise<VideoPicture> {
    const picture = await this.engine.videoPicture(video, after);
    assert.ok(picture, 'the video has ended');
    return picture;
  }

  /** Resolves with the video once `holds` returns true. */
  seen(endpoint: OpenEndpoint, video: string, holds: (video: VideoSnapshot) => boolean): Promise<VideoSnapshot> {
    return this.endpoints.videoSeen(endpoint.id, snapshot => snapshot.id === video && holds(snapshot));
  }

  /** Resolves with the video once it has ended. */
  ended(endpoint: OpenEndpoint, video: string): Promise<VideoSnapshot> {
    return this.seen(endpoint, video, ({ state }) => state === 'ended');
  }
}

export interface ShownVideo {
  readonly server: OpenEndpoint;
  readonly socket: Socket;
  readonly peer: string;
  readonly video: string;
}

/** Returns the events of an endpoint with this code. */
export async function eventsOf<C extends TranscriptEvent['code']>(
  endpoint: OpenEndpoint,
  code: C,
): Promise<(TranscriptEvent & { code: C })[]> {
  const events = (await endpoint.entries()).flatMap(({ event }) => event ?? []);
  return events.filter((event): event is TranscriptEvent & { code: C } => event.code === code);
}
