/** The camera page's connection to the extension host. */
import type { BirpcReturn } from 'birpc';
import { decodeSocketMessage, encodeSocketMessage } from '../../src/core/camera/socketMessage.ts';
import { type CameraCalls, cameraCloseCodes, cameraSocketName } from '../../src/protocol/cameraCalls.ts';
import { createRpc } from '../../src/protocol/rpc.ts';

/**
 * Why there is no connection: the video ended (`stopped`), another page took over (`replaced`), the connection was lost
 * (`cut`), or it couldn't be established because the video had already ended (`refused`).
 */
export type SocketEnd = 'stopped' | 'replaced' | 'cut' | 'refused';

export type CameraHost = BirpcReturn<CameraCalls, object>;

/** Connects, and calls back once when the connection has ended; pending calls are then rejected. */
export function connect(onEnd: (end: SocketEnd) => void): CameraHost {
  // Relative to the page, so that it works through any port forwarding.
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
          receive(decodeSocketMessage(typeof data === 'string' ? data : new Uint8Array(data))),
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
