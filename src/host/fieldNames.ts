/** Names, for use within a sentence, of the fields that can change while an endpoint is open. */
import { l10n } from 'vscode';
import type { LiveField } from '../core/configChange.ts';

export const fieldNames: Record<LiveField, () => string> = {
  version: () => l10n.t('version'),
  name: () => l10n.t('name'),
  framing: () => l10n.t('framing'),
  maxFrameBytes: () => l10n.t('max message size'),
  encoding: () => l10n.t('encoding'),
  lineEnding: () => l10n.t('line ending'),
  greeting: () => l10n.t('greeting'),
  closeAfterGreeting: () => l10n.t('close after greeting'),
  reply: () => l10n.t('replies'),
  maxPeers: () => l10n.t('max clients'),
  connectTimeoutMs: () => l10n.t('connect timeout'),
  reconnect: () => l10n.t('reconnect'),
  maxQueuedBytes: () => l10n.t('send buffer'),
  files: () => l10n.t('received files'),
  options: () => l10n.t('socket options'),
};
