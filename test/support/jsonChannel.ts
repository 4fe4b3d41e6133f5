/** A message channel over a TCP connection: one line of JSON per message. */
import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { MessageChannel } from '../../src/protocol/rpc.ts';

export function jsonChannel(socket: Socket): MessageChannel {
  return {
    post: message => void socket.write(`${JSON.stringify(message)}\n`),
    listen: receive => void createInterface({ input: socket }).on('line', line => receive(JSON.parse(line))),
  };
}
