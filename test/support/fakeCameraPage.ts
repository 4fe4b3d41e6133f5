/** A client of the camera page's server, without a browser. */
import { once } from 'node:events';
import type { BirpcReturn } from 'birpc';
import { WebSocket } from 'ws';
import type { OpenCamera } from '../../src/camera/cameraServer.ts';
import type { CameraPicture } from '../../src/core/camera/cameraPicture.ts';
import { decodeSocketMessage, encodeSocketMessage } from '../../src/core/camera/socketMessage.ts';
import { i420Bytes } from '../../src/core/video/i420.ts';
import { type CameraCalls, cameraSocketName } from '../../src/protocol/cameraCalls.ts';
import { createRpc } from '../../src/protocol/rpc.ts';

export interface CameraPageOptions {
  /** Origin header; the page's own address by default, none if `null`. */
  readonly origin?: string | null;
  readonly headers?: Record<string, string>;
  /** Answers pings. Default: true. */
  readonly answers?: boolean;
}

export interface CameraPage {
  readonly socket: WebSocket;
  readonly host: BirpcReturn<CameraCalls, object>;
  /** Resolves with the code that the socket was closed with. */
  readonly closed: Promise<number>;
}

/** Resolves with the page's own address. The address given to the browser redirects there once. */
export async function pageAddress({ url }: Pick<OpenCamera, 'url'>): Promise<string> {
  return (await fetch(url)).url;
}

/** Connects as the page at this address. Rejects with the HTTP status if the server refuses. */
export async function openPage(
  url: string,
  { origin, headers = {}, answers = true }: CameraPageOptions = {},
): Promise<CameraPage> {
  const address = new URL(cameraSocketName, url.replace(/^http/, 'ws'));
  const from = origin === undefined ? new URL(url).origin : origin;
  const socket = new WebSocket(address, { headers, autoPong: answers, ...(from !== null && { origin: from }) });
  const closed = once(socket, 'close').then(([code]) => code as number);
  const host = createRpc<CameraCalls, object>(
    {},
    {
      post: message => socket.send(encodeSocketMessage(message)),
      listen: receive => socket.on('message', data => receive(decodeSocketMessage(String(data)))),
    },
  );
  socket.on('close', () => host.$close());
  const refused = once(socket, 'unexpected-response').then(([, { statusCode }]) => {
    socket.on('error', () => undefined /* it was refused */);
    socket.terminate();
    throw new Error(`HTTP ${statusCode}`);
  });
  await Promise.race([once(socket, 'open'), refused]);
  refused.catch(() => undefined /* it was let in */);
  return { socket, host, closed };
}

/** Returns a uniformly gray picture. */
export function grayPicture(width: number, height: number, gray = 128): CameraPicture {
  const bytes = new Uint8Array(i420Bytes(width, height)).fill(128).fill(gray, 0, width * height);
  return { format: 'I420', width, height, bytes, capturedMs: 1000 };
}

/** Returns the headers of a JPEG file of this size, without a picture. */
export function jpegOf(width: number, height: number): Uint8Array {
  const size = [height >> 8, height & 255, width >> 8, width & 255];
  const tables = [0xff, 0xe0, 0, 4, 1, 2];
  const frame = [0xff, 0xc0, 0, 17, 8, ...size, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1];
  const scan = [0xff, 0xda, 0, 12, 3, 1, 0, 2, 0x11, 3, 0x11, 0, 63, 0, 0x55];
  return Uint8Array.from([0xff, 0xd8, ...tables, ...frame, ...scan, 0xff, 0xd9]);
}
