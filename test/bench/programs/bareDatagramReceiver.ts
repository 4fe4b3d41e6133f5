/** Minimal datagram receiver in Node. Prints its port, then the number of datagrams received when a line arrives on stdin. */
import { createSocket } from 'node:dgram';

let received = 0;
const socket = createSocket('udp4', () => received++);
socket.bind(0, '127.0.0.1', () => console.log(socket.address().port));
process.stdin.once('data', () => {
  console.log(received);
  process.exit();
});
