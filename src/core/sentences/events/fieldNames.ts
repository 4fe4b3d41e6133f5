/** Names, for use within a sentence, of the fields that can be changed while an endpoint is open. */
import type { LiveField } from '../../config/configChange.ts';
import { type Phrase, phrase } from '../../phrase.ts';

export const fieldNames: Record<LiveField, () => Phrase> = {
  version: () => phrase('version'),
  name: () => phrase('name'),
  framing: () => phrase('framing'),
  maxFrameBytes: () => phrase('max message size'),
  encoding: () => phrase('encoding'),
  lineEnding: () => phrase('line ending'),
  greeting: () => phrase('greeting'),
  closeAfterGreeting: () => phrase('close after greeting'),
  reply: () => phrase('replies'),
  maxPeers: () => phrase('max clients'),
  connectTimeoutMs: () => phrase('connect timeout'),
  reconnect: () => phrase('reconnect'),
  maxQueuedBytes: () => phrase('send buffer'),
  files: () => phrase('received files'),
  options: () => phrase('socket options'),
};
