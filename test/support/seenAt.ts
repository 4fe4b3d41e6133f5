/** Waits by events: whatever a test waits for is looked at again when something tells of a change. */
import { EventEmitter, once } from 'node:events';
import { watch } from 'node:fs';

/** Looks for something: false and undefined mean that it isn't there yet. */
type Look<T> = () => Promise<T | false | undefined> | T | false | undefined;

/** Resolves with what `look` finds; looks again at every event. */
export async function seenAt<T>(emitter: EventEmitter, event: string, look: Look<T>): Promise<T> {
  for (;;) {
    const change = once(emitter, event);
    const found = await look();
    if (found !== undefined && found !== false) return found;
    await change;
  }
}

/** The same for files: looks again whenever something in the folder, or below it, changes. */
export async function seenBelow<T>(folder: string, look: Look<T>): Promise<T> {
  const changes = new EventEmitter();
  const tell = () => void changes.emit('change');
  const watcher = watch(folder, { recursive: true }, tell);
  // A folder that goes while it is being watched is a change, too.
  watcher.on('error', tell);
  try {
    return await seenAt(changes, 'change', look);
  } finally {
    watcher.close();
  }
}
