/** Waits by events: looks for what a test expects again whenever a change is announced. */
import { EventEmitter, once } from 'node:events';
import { watch } from 'node:fs';

/** Looks for something; returns false or undefined if it isn't there yet. */
type Look<T> = () => Promise<T | false | undefined> | T | false | undefined;

/** Resolves with what `look` finds. Looks now and at every event. */
export async function seenAt<T>(emitter: EventEmitter, event: string, look: Look<T>): Promise<T> {
  for (;;) {
    const change = once(emitter, event);
    const found = await look();
    if (found !== undefined && found !== false) return found;
    await change;
  }
}

/** Like `seenAt` for files: looks again whenever something in or below the folder changes. */
export async function seenBelow<T>(folder: string, look: Look<T>): Promise<T> {
  const changes = new EventEmitter();
  const announce = () => void changes.emit('change');
  const watcher = watch(folder, { recursive: true }, announce);
  // A folder that is deleted while it is being watched is a change, too.
  watcher.on('error', announce);
  try {
    return await seenAt(changes, 'change', look);
  } finally {
    watcher.close();
  }
}
