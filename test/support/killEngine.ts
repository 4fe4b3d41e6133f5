/** Ends the engine's worker at once, as a crash would. Uses Node's inspector, because nothing else reaches into the worker. */
import { EventEmitter, once } from 'node:events';
import { Session } from 'node:inspector/promises';

const workerName = 'portside-engine';

/** Kills the engine of this process. */
export async function killEngine(): Promise<void> {
  const session = new Session();
  session.connect();
  await killThrough(session);
  session.disconnect();
}

/** Kills the engine of another process, whose inspector listens at this URL (`ws://…`). */
export async function killEngineAt(url: string): Promise<void> {
  const socket = new WebSocket(url);
  await once(socket, 'open');
  await killThrough(new RemoteInspector(socket));
  socket.close();
}

/** Emits the other side's notifications, like Node's own session. */
interface Inspector extends EventEmitter {
  post(method: string, params: object): Promise<unknown>;
}

async function killThrough(inspector: Inspector): Promise<void> {
  // The inspector also attaches to the threads that the engine started, in any order.
  const attached = firstEvent<AttachedWorker>(inspector, 'attachedToWorker', one =>
    one.workerInfo.title.includes(workerName),
  );
  await inspector.post('NodeWorker.enable', { waitForDebuggerOnStart: false });
  const { sessionId } = await attached;
  const gone = firstEvent<{ sessionId: string }>(inspector, 'detachedFromWorker', one => one.sessionId === sessionId);
  const message = JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression: 'process.exit(7)' } });
  await inspector.post('NodeWorker.sendMessageToWorker', { sessionId, message });
  await gone;
}

/** Resolves with the parameters of the first matching worker event. */
function firstEvent<T>(inspector: Inspector, event: string, isWanted: (params: T) => boolean): Promise<T> {
  return new Promise(resolve => {
    inspector.on(`NodeWorker.${event}`, ({ params }: { params: T }) => {
      if (isWanted(params)) resolve(params);
    });
  });
}

interface AttachedWorker {
  readonly sessionId: string;
  readonly workerInfo: { readonly title: string };
}

class RemoteInspector extends EventEmitter implements Inspector {
  readonly #socket: WebSocket;
  #asked = 0;

  constructor(socket: WebSocket) {
    super();
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      const { id, method = `answer to ${id}`, ...content } = JSON.parse(data);
      this.emit(method, content);
    });
  }

  async post(method: string, params: object): Promise<void> {
    const id = ++this.#asked;
    const answered = once(this, `answer to ${id}`);
    this.#socket.send(JSON.stringify({ id, method, params }));
    const [{ error }] = await answered;
    if (error) throw new Error(`${method}: ${error.message}`);
  }
}
