/** Shows the video of a server in an engine and prints how many bytes it copied per picture that arrived. */
import { Worker } from 'node:worker_threads';
import { EngineEndpoints } from '../../support/engineEndpoints.ts';
import { seen } from '../../support/openEndpoint.ts';

const pictures = 60;

/** Bytes that were copied from one array to another. */
let copied = 0;
const { set, slice } = Uint8Array.prototype;
Uint8Array.prototype.set = function (this: Uint8Array, from: ArrayLike<number>, at?: number) {
  copied += from.length;
  set.call(this, from, at);
};
Uint8Array.prototype.slice = function (this: Uint8Array, from?: number, to?: number) {
  const part = slice.call(this, from, to);
  copied += part.length;
  return part as Uint8Array<ArrayBuffer>;
};
const { copy } = Buffer.prototype;
Buffer.prototype.copy = function (this: Buffer, ...args: Parameters<typeof copy>) {
  const bytes = copy.apply(this, args);
  copied += bytes;
  return bytes;
};
const { concat } = Buffer;
Buffer.concat = (list, totalLength) => {
  const joined = concat(list, totalLength);
  copied += joined.length;
  return joined;
};
/** Data that is cloned for another thread, not transferred, is written twice: into the message and out of it. */
const { postMessage } = Worker.prototype;
Worker.prototype.postMessage = function (this: Worker, message: unknown, ...rest) {
  copied += 2 * clonedBytes(message);
  return postMessage.call(this, message, ...rest);
};

function clonedBytes(message: unknown): number {
  if (ArrayBuffer.isView(message)) return message.buffer.byteLength;
  if (typeof message !== 'object' || message === null) return 0;
  return Object.values(message).reduce((sum, part) => sum + clonedBytes(part), 0);
}

const endpoints = new EngineEndpoints();
const { engine } = endpoints;
const client = await endpoints.open({ kind: 'tcp-client', address: `127.0.0.1:${process.argv[2]}` });
const peer = await seen(client, async () => (await engine.peers(client.id, 0, 1))[0]?.id);
const video = (await engine.showVideo(client.id, peer)).id;
console.log('ready');
let number = 0;
for (let shown = 0; shown < pictures; shown++) {
  const picture = await engine.videoPicture(video, number);
  if (!picture) throw new Error('the video ended');
  number = picture.number;
}
console.log(copied / number);
await endpoints.dispose();
