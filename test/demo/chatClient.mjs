// A chat client: sends each line you type, prints what comes back.
import { connect } from 'node:net';
import { createInterface } from 'node:readline';

const client = connect(9000, '127.0.0.1', () => console.log('Connected. Type a line; Ctrl+C ends.'));
client.on('data', data => console.log('server:', String(data)));
client.on('end', () => console.log('The server has closed.'));
createInterface({ input: process.stdin }).on('line', line => client.write(line));
