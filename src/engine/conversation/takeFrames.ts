/** Iterates over the messages of one conversation, for a caller that takes them at its own speed. */
import type { Frame } from '../../core/framing/framing.ts';
import { type FrameSource, FramesToTake } from './framesToTake.ts';
import type { Layer } from './layer.ts';

/** Queues messages from now on, even before the first is taken, until the conversation closes or the caller stops. */
export function takeFrames(conversation: FrameSource, isClosed: boolean): AsyncGenerator<Frame, void> {
  const queue = new FramesToTake();
  const layer: Layer = { closed: () => end() };
  const end = () => {
    conversation.remove(layer);
    queue.end();
  };
  queue.attach(conversation);
  conversation.add(layer);
  if (isClosed) end();
  const frames = framesOf(queue, end);
  // A generator that hasn't begun wouldn't run its `finally`.
  const stop = frames.return.bind(frames);
  frames.return = value => {
    end();
    return stop(value);
  };
  const fail = frames.throw.bind(frames);
  frames.throw = error => {
    end();
    return fail(error);
  };
  return frames;
}

async function* framesOf(queue: FramesToTake, end: () => void): AsyncGenerator<Frame, void> {
  try {
    for (let taken = await queue.take(); taken.length > 0; taken = await queue.take())
      for (const { frame } of taken) yield frame;
  } finally {
    end();
  }
}
