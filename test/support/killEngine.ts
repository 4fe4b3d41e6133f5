/** Ends the engine's worker at once, as a crash would: through Node's inspector, since nothing else reaches into it. */
import { EventEmitter, once } from 'node:events';
import { Session } from 'node:inspector/promises';

const workerName = 'portside-engine';

/** The one of this process. */
export async function killEngine(): Promise<void> {
  const session = new Session();
  session.connect();
  await killThrough(session);
  session.disconnect();
}

/** The one of another process, whose inspector listens there (`ws://…`). */
export async function killEngineAt(url: string): Promise<void> {
  const socket = new WebSocket(url);
  await once(socket, 'open');
  await killThrough(new RemoteInspector(socket));
  socket.close();
}

/** Emits what the other side tells by itself, as Node's own session does. */
interface Inspector extends EventEmitter {
  post(method: string, params: object): Promise<unknown>;
}

async function killThrough(inspector: Inspector): Promise<void> {
  // The threads that the engine started are attached to as well, in any order.
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

/** The parameters of the first event about workers that is meant. */
function firstEvent<T>(inspector: Inspector, event: string, isMeant: (params: T) => boolean): Promise<T> {
  return new Promise(resolve => {
    inspector.on(`NodeWorker.${event}`, ({ params }: { params: T }) => {
      if (isMeant(params)) resolve(params);
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
      const { id, method = `answer to ${id}`, ...told } = JSON.parse(data);
      this.emit(method, told);
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
