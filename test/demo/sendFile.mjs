// Sends a file as raw bytes, as nc -N 127.0.0.1 9002 < FILE does: sendFile.mjs [FILE]
import { createReadStream } from 'node:fs';
import { connect } from 'node:net';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';

const file = process.argv[2] ?? fileURLToPath(import.meta.url);
await pipeline(createReadStream(file), connect(9002, '127.0.0.1'));
console.log('Sent', basename(file));
