/** The camera page's connection to the extension host. */
import type { BirpcReturn } from 'birpc';
import { decodeMessage, encodeSocketMessage } from '../../src/core/camera/socketMessage.ts';
import { type CameraCalls, cameraCloseCodes, cameraSocketName } from '../../src/protocol/cameraCalls.ts';
import { createRpc } from '../../src/protocol/rpc.ts';

/**
 * Why there is no connection: the video is over, another page has taken over, the connection was cut, or it couldn't be established because
 * the video was already over.
 */
export type SocketEnd = 'stopped' | 'replaced' | 'cut' | 'refused';

export type CameraHost = BirpcReturn<CameraCalls, object>;

/** Connects, and calls back once when the connection is over; pending calls are rejected then. */
export function connect(onEnd: (end: SocketEnd) => void): CameraHost {
  // Next to the page, wherever a forwarding has put it.
  const address = new URL(cameraSocketName, location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(address);
  socket.binaryType = 'arraybuffer';
  let wasOpen = false;
  const isOpen = new Promise<void>(resolve =>
    socket.addEventListener('open', () => {
      wasOpen = true;
      resolve();
    }),
  );
  const rpc = createRpc<CameraCalls, object>(
    {},
    {
      post: message =>
        void isOpen.then(() => {
          if (socket.readyState === WebSocket.OPEN) socket.send(encodeSocketMessage(message));
        }),
      listen: receive =>
        socket.addEventListener('message', ({ data }: MessageEvent<string | ArrayBuffer>) =>
          receive(decodeMessage(typeof data === 'string' ? data : new Uint8Array(data))),
        ),
    },
  );
  socket.addEventListener('close', ({ code }) => {
    onEnd(endOf(code, wasOpen));
    rpc.$close();
  });
  return rpc;
}

function endOf(code: number, wasOpen: boolean): SocketEnd {
  if (code === cameraCloseCodes.stopped) return 'stopped';
  if (code === cameraCloseCodes.replaced) return 'replaced';
  return wasOpen ? 'cut' : 'refused';
}
