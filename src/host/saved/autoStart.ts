/**
 * Opens saved endpoints with autostart together with the window: silently, once, and never in an untrusted workspace.
 * Asks the user about an endpoint that a command may have saved under a permission that has since been revoked.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { commands, type Disposable, l10n, workspace } from 'vscode';
import { markUserArgument } from '../../client/callers/userGestures.ts';
import { unawaited } from '../../client/unawaited.ts';
import { canKeepTrying } from '../../core/connectFailure.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { errorSentence } from '../../core/sentences/errors/errorSentence.ts';
import { SocketError } from '../../core/socketError.ts';
import type { Log } from '../diagnostics/log.ts';
import { DisposableStore } from '../disposableStore.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import type { NotAllowed } from '../permissions/checks.ts';
import { errorNotice, warningNotice } from '../shown/notices.ts';
import { translatedSentence } from '../shown/translated.ts';
import type { AutomaticStarts } from './automaticStarts.ts';
import { listedAs, nameOrAddress, type SavedEndpoint, type SavedEndpoints } from './savedEndpoints.ts';
import { savedSetting } from './savedScopes.ts';

const settingsMs = 2000;
const closingMs = 10_000;

interface StartContext {
  readonly endpoints: Endpoints;
  readonly saved: SavedEndpoints;
  readonly automatic: Pick<AutomaticStarts, 'needs' | 'agree'>;
  /** Resolves when previously open endpoints are listed and their ports are free again. */
  readonly restored: Promise<void>;
  readonly show: (id: string) => void;
  readonly log: Log;
}

interface Failure {
  readonly sentence: string;
  /** Id of the endpoint, if it is listed. */
  readonly id?: string;
  /** Whether it is a client that could connect later. */
  readonly mayWait?: boolean;
}

/** A saved endpoint that starts only if the user agrees. */
interface Held {
  readonly saved: SavedEndpoint;
  /** Id of the listed endpoint that is continued in its place. */
  readonly known: string | undefined;
  readonly config: EndpointConfig;
  readonly need: NotAllowed;
}

/** Starts the endpoints now, or once the workspace is trusted. */
export function startWithWindow(place: StartContext): Disposable {
  const subscriptions = new DisposableStore();
  const begin = () => void startAll(place).catch(error => place.log.error('notAutoStarted', {}, { error }));
  if (workspace.isTrusted) begin();
  else
    subscriptions.add(workspace.onDidGrantWorkspaceTrust(() => unawaited(settingsFollow(subscriptions).then(begin))));
  return subscriptions;
}

/** Waits for the settings of a workspace that was just trusted: VS Code reports the trust before it has read them. */
async function settingsFollow(subscriptions: DisposableStore): Promise<void> {
  const changed = new Promise<void>(resolve => {
    subscriptions.add(
      workspace.onDidChangeConfiguration(change => (change.affectsConfiguration(savedSetting) ? resolve() : undefined)),
    );
  });
  await Promise.race([changed, wait(settingsMs)]);
}

async function startAll(place: StartContext): Promise<void> {
  // Don't load the schema unnecessarily while the window opens.
  if (!place.saved.anyStartsItself) return;
  // Only a closing window releases its ports, so don't wait for one that stays open.
  await Promise.race([place.restored, wait(closingMs)]);
  const wanted = (await place.saved.all()).filter(({ autoStart }) => autoStart);
  const listed = listedAs(wanted, place.endpoints.all);
  const outcomes = await Promise.all(wanted.map(one => startOne(one, listed.get(one)?.id, place)));
  const asking = askAll(
    outcomes.filter(outcome => outcome !== undefined && 'need' in outcome),
    place,
  );
  const failures = outcomes.filter(outcome => outcome !== undefined && 'sentence' in outcome);
  if (failures.length > 0) await reportFailures(failures, place);
  await asking;
}

/** A previously open endpoint continues with the config it had then. One that the user must agree to isn't opened. */
async function startOne(
  saved: SavedEndpoint,
  known: string | undefined,
  { endpoints, automatic }: StartContext,
): Promise<Failure | Held | undefined> {
  if ('problem' in saved) return { sentence: `${saved.label}: ${saved.problem}` };
  const listed = known !== undefined && endpoints.has(known) ? endpoints.find(known) : undefined;
  const { config } = listed ?? saved;
  const [need] = await automatic.needs(config);
  if (need) return { saved, known, config, need };
  // The endpoint may have been removed in the meantime.
  if (listed && endpoints.has(listed.id)) return failureOf(listed.id, endpoints.ensureOpen(listed.id), endpoints);
  const { id, opened } = endpoints.start(saved.config);
  return failureOf(id, opened, endpoints);
}

/** Asks about one endpoint after another, so that the notifications don't pile up. */
async function askAll(all: readonly Held[], place: StartContext): Promise<void> {
  const start = l10n.t('Start');
  for (const { saved, known, config, need } of all) {
    if ((await warningNotice(heldSentence(nameOrAddress(config), need), start)) !== start) continue;
    await place.automatic.agree(config);
    const outcome = await startOne(saved, known, place);
    if (outcome && 'sentence' in outcome) await reportFailures([outcome], place);
  }
}

function heldSentence(name: string, { params }: NotAllowed): string {
  return params.permission === 'listen'
    ? l10n.t(
        '“{0}” wasn’t started automatically: it may have been saved by a command, not by you. It listens on {1}, where other machines can reach it.',
        name,
        params.address,
      )
    : l10n.t(
        '“{0}” wasn’t started automatically: it may have been saved by a command, not by you. It writes received files to {1}.',
        name,
        'path' in params ? params.path : '',
      );
}

async function failureOf(id: string, opening: Promise<unknown>, endpoints: Endpoints): Promise<Failure | undefined> {
  try {
    await opening;
    return undefined;
  } catch (error) {
    const failure = error instanceof SocketError ? error.failure : undefined;
    const mayWait = endpoints.has(id) && canKeepTrying(endpoints.find(id).config, failure);
    return { sentence: translatedSentence(errorSentence(error)), id, mayWait };
  }
}

async function reportFailures(failures: readonly Failure[], { endpoints, show }: StartContext): Promise<void> {
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
  if (chosen === keep) await commands.executeCommand('portside.keepTrying', markUserArgument({ endpoint: first.id }));
  if (chosen !== button) return;
  if (failures.length === 1 && first.id !== undefined && endpoints.has(first.id)) show(first.id);
  else await commands.executeCommand('portside.connections.focus');
}
