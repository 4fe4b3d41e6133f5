/** Ends the engine's worker of this process at once, as a crash would: through Node's inspector, since nothing else reaches into it. */
import { once } from 'node:events';
import { Session } from 'node:inspector/promises';

const workerName = 'portside-engine';

export async function killEngine(): Promise<void> {
  const session = new Session();
  session.connect();
  const attached = once(session, 'NodeWorker.attachedToWorker') as Promise<[{ params: AttachedWorker }]>;
  await session.post('NodeWorker.enable', { waitForDebuggerOnStart: false });
  const [{ params }] = await attached;
  if (!params.workerInfo.title.includes(workerName)) throw new Error(`another worker: ${params.workerInfo.title}`);
  const gone = once(session, 'NodeWorker.detachedFromWorker');
  const message = JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression: 'process.exit(7)' } });
  await session.post('NodeWorker.sendMessageToWorker', { sessionId: params.sessionId, message });
  await gone;
  session.disconnect();
}

interface AttachedWorker {
  readonly sessionId: string;
  readonly workerInfo: { readonly title: string };
}
