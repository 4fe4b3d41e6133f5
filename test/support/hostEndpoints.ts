/** The host's endpoints over an engine in its worker thread, without VS Code. */
import './vscodeStub.ts';
import { join } from 'node:path';
import { defaultReceiveSettings } from '../../src/core/transfer/transfer.ts';
import { defaultLogBounds } from '../../src/engine/transcript/logBounds.ts';
import type { Endpoints } from '../../src/host/endpoints.ts';
import { root } from './paths.ts';

/** `storage` is a folder for transcripts. Disposing of the endpoints ends the worker. */
export async function hostEndpoints(storage: string): Promise<Endpoints> {
  const { Endpoints } = await import('../../src/host/endpoints.ts');
  const place = { entry: join(root, 'src/engine/worker.ts'), storage, window: { workspace: storage, title: 'a test' } };
  const settings = { bounds: defaultLogBounds, receiving: defaultReceiveSettings };
  const { watchedLog } = await import('./watchedLog.ts');
  return new Endpoints(place, settings, watchedLog().log);
}
