/** The host's endpoints on a real engine in its worker thread, without VS Code. */
import { join } from 'node:path';
import { defaultReceiveSettings } from '../../src/core/transfer/transferSnapshot.ts';
import { defaultLogBounds } from '../../src/engine/transcript/logBounds.ts';
import { Endpoints } from '../../src/host/endpoints/endpoints.ts';
import { root } from './paths.ts';
import { watchedLog } from './watchedLog.ts';

/** `storage` is the folder for transcripts. Disposing of the endpoints ends the worker. */
export async function hostEndpoints(storage: string, log = watchedLog().log): Promise<Endpoints> {
  const place = { entry: join(root, 'src/engine/worker.ts'), storage, window: { workspace: storage, title: 'a test' } };
  const settings = { bounds: defaultLogBounds, receiving: defaultReceiveSettings };
  return new Endpoints(place, settings, log);
}
