/** An engine in its own process, which receives framed files into a directory until it is killed. */
import { join } from 'node:path';
import { createEngine } from '../../../src/engine/engine.ts';

const [directory = '', storage = ''] = process.argv.slice(2);
const nothing = () => undefined;
const engine = createEngine({
  directory: join(storage, `${process.pid}`),
  events: {
    changed: nothing,
    storageChanged: nothing,
    viewsChanged: nothing,
    transfersChanged: nothing,
    videosChanged: nothing,
    transcriptRead: nothing,
    videoRecognized: nothing,
    progress: nothing,
  },
});
const { address } = await engine.open('receiver', {
  kind: 'tcp-server',
  address: ':0',
  files: { mode: 'framed', directory },
});
console.log(`listening ${address.split(':').at(-1)}`);
