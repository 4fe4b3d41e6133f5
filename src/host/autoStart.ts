/** Opens saved endpoints with autostart together with the window: silently, once, and never if the workspace isn't trusted. */
import { setTimeout as wait } from 'node:timers/promises';
import { commands, type Disposable, l10n, workspace } from 'vscode';
import { canKeepTrying } from '../core/connectFailure.ts';
import { errorSentence } from '../core/sentences/errors/errorSentence.ts';
import { SocketError } from '../core/socketError.ts';
import { ofUser } from './commands/ofUser.ts';
import type { Log } from './diagnostics/log.ts';
import { unawaited } from './diagnostics/unawaited.ts';
import { DisposableStore } from './disposableStore.ts';
import type { Endpoints } from './endpoints.ts';
import { errorNotice } from './notices.ts';
import { listedAs, type SavedEndpoint, type SavedEndpoints } from './savedEndpoints.ts';
import { savedSetting } from './savedScopes.ts';
import { translated } from './translated.ts';

const settingsMs = 2000;
const closingMs = 10_000;

interface Place {
  readonly endpoints: Endpoints;
  readonly saved: SavedEndpoints;
  /** Resolves when previously open endpoints are listed and their ports are free again. */
  readonly restored: Promise<void>;
  readonly show: (id: string) => void;
  readonly log: Log;
}

interface Failure {
  readonly sentence: string;
  /** The endpoint, if there is one. */
  readonly id?: string;
  /** A client that could connect later. */
  readonly mayWait?: boolean;
}

/** Starts them now, or once the workspace is trusted. */
export function startWithWindow(place: Place): Disposable {
  const subscriptions = new DisposableStore();
  const begin = () => void startAll(place).catch(error => place.log.error('notStartedWithWindow', {}, { error }));
  if (workspace.isTrusted) begin();
  else
    subscriptions.add(workspace.onDidGrantWorkspaceTrust(() => unawaited(settingsFollow(subscriptions).then(begin))));
  return subscriptions;
}

/** VS Code reports that a workspace is trusted before it has read that workspace's settings. */
async function settingsFollow(subscriptions: DisposableStore): Promise<void> {
  const changed = new Promise<void>(resolve => {
    subscriptions.add(
      workspace.onDidChangeConfiguration(change => (change.affectsConfiguration(savedSetting) ? resolve() : undefined)),
    );
  });
  await Promise.race([changed, wait(settingsMs)]);
}

async function startAll(place: Place): Promise<void> {
  // So that the schema isn't loaded unnecessarily while the window opens.
  if (!place.saved.anyStartsItself) return;
  // A window that stays open isn't waited for: only one that is closing releases its ports.
  await Promise.race([place.restored, wait(closingMs)]);
  const wanted = (await place.saved.all()).filter(({ autoStart }) => autoStart);
  const listed = listedAs(wanted, place.endpoints.all);
  const outcomes = await Promise.all(wanted.map(one => startOne(one, listed.get(one)?.id, place)));
  const failures = outcomes.filter(outcome => outcome !== undefined);
  if (failures.length > 0) await tell(failures, place);
}

/** A previously open endpoint is continued with the config it had then. */
async function startOne(
  saved: SavedEndpoint,
  known: string | undefined,
  { endpoints }: Place,
): Promise<Failure | undefined> {
  if ('problem' in saved) return { sentence: `${saved.label}: ${saved.problem}` };
  if (known !== undefined && endpoints.has(known)) return told(known, endpoints.ensureOpen(known), endpoints);
  const { id, opened } = endpoints.start(saved.config);
  return told(id, opened, endpoints);
}

async function told(id: string, opening: Promise<unknown>, endpoints: Endpoints): Promise<Failure | undefined> {
  try {
    await opening;
    return undefined;
  } catch (error) {
    const failure = error instanceof SocketError ? error.failure : undefined;
    const mayWait = endpoints.has(id) && canKeepTrying(endpoints.find(id).config, failure);
    return { sentence: translated(errorSentence(error)), id, mayWait };
  }
}

async function tell(failures: readonly Failure[], { endpoints, show }: Place): Promise<void> {
  const [first] = failures;
  if (!first) return;
  const sentence =
    failures.length === 1
      ? first.sentence
      : l10n.t('{0} saved endpoints couldn’t be started automatically. {1}', failures.length, first.sentence);
  const keep = l10n.t('Keep Trying');
  const button = l10n.t('Show');
  const buttons = failures.length === 1 && first.mayWait ? [keep, button] : [button];
  const chosen = await errorNotice(sentence, ...buttons);
  if (chosen === keep) await commands.executeCommand('portside.keepTrying', ofUser({ endpoint: first.id }));
  if (chosen !== button) return;
  if (failures.length === 1 && first.id !== undefined && endpoints.has(first.id)) show(first.id);
  else await commands.executeCommand('portside.connections.focus');
}
