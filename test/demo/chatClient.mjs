// A chat client: sends each line you type and prints what comes back.
import { connect } from 'node:net';
import { createInterface } from 'node:readline';

const client = connect(9000, '127.0.0.1', () => console.log('Connected. Type a line; press Ctrl+C to stop.'));
client.on('data', data => console.log('server:', String(data)));
client.on('end', () => console.log('The server closed the connection.'));
createInterface({ input: process.stdin }).on('line', line => client.write(line));
