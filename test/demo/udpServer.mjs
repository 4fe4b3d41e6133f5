// A UDP server: answers each datagram to the address it came from.
import { createSocket } from 'node:dgram';

const server = createSocket('udp4');
server.on('message', (message, from) => {
  console.log(from.address, from.port, String(message));
  server.send('Hello UDP Client', from.port, from.address);
});
server.bind(20001, '127.0.0.1', () => console.log('Listening on UDP port 20001. Press Ctrl+C to stop.'));
