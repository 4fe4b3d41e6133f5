/** Commands on transfers, for use without their cards. */
import { stat } from 'node:fs/promises';
import { dirname, isAbsolute, relative, sep } from 'node:path';
import { commands, l10n, ThemeIcon } from 'vscode';
import * as z from 'zod';
import { isPageInvocation } from '../../client/callers/isUserInvocation.ts';
import { Dismissed } from '../../client/dismissed.ts';
import { newestReceived } from '../../client/transfers/newestReceived.ts';
import { formatBytes } from '../../core/bytes/formatBytes.ts';
import { labelInSentence } from '../../core/endpointLabel.ts';
import { actionLabels, availableActions, transferActions } from '../../core/transfer/transferActions.ts';
import { hasEnded, type TransferSnapshot, type TransferState } from '../../core/transfer/transferSnapshot.ts';
import { receiveDirectoryOf } from '../endpoints/receiveSettings.ts';
import { informationNotice, statusMessage } from '../shown/notices.ts';
import { pick } from '../shown/pick.ts';
import { translated } from '../shown/translated.ts';
import { actOnTransfer } from '../transfers/actOnTransfer.ts';
import { revealFile } from '../transfers/showFile.ts';
import { transferNeeds } from '../transfers/transferNeeds.ts';
import { endpointOf } from './commandArguments.ts';
import type { Uses } from './commandContext.ts';
import { permit } from './permit.ts';

const transferArgument = z.looseObject({ transfer: z.string(), action: z.enum(transferActions) });

/** `{transfer, action}`; otherwise asks for the transfer and the action. */
export async function manageTransfers(
  argument: unknown,
  context: Uses<'endpoints' | 'transfers' | 'permissions'>,
): Promise<void> {
  const { endpoints, transfers } = context;
  const all = (await Promise.all(endpoints.all.map(({ id }) => transfers.of(id)))).flat();
  const given = transferArgument.safeParse(argument);
  if (given.success) {
    const { action, transfer: id } = given.data;
    const named = transfers.find(id);
    await permit(argument, () => transferNeeds(context.permissions, transfers, action, named));
    return actOnTransfer(transfers, action, named);
  }
  if (typeof argument === 'object' && argument !== null && 'transfer' in argument)
    throw new TypeError(z.prettifyError(given.error));
  const none = l10n.t('No files have been sent or received yet.');
  if (all.length === 0) return void statusMessage(none);
  const transfer = await pick(
    all.toSorted(runningFirst).map(one => ({
      label: one.name,
      iconPath: new ThemeIcon(one.direction === 'out' ? 'arrow-up' : 'arrow-down'),
      description: `${transferStateLabel(one.state)} · ${formatBytes(one.bytes)} · ${one.peer.address}`,
      value: one,
    })),
    l10n.t('Which transfer?'),
    none,
  );
  const action = await pick(
    availableActions(transfer).map(value => ({
      label: translated(actionLabels[value]),
      description: '',
      value,
    })),
    transfer.name,
    l10n.t('No actions are available for “{0}”.', transfer.name),
  );
  await actOnTransfer(transfers, action, transfer);
}

/** Cancels all transfers to or from an endpoint. */
export async function cancelTransfers(
  argument: unknown,
  context: Uses<'endpoints' | 'panels' | 'transfers'>,
): Promise<void> {
  const { endpoints, transfers } = context;
  const endpoint = await endpointOf(argument, context);
  const going = (await transfers.of(endpoint.id)).filter(transfer => !hasEnded(transfer));
  await Promise.all(going.map(({ id }) => endpoints.engine.cancelTransfer(id)));
  statusMessage(canceledSentence(labelInSentence(endpoint), going.length));
}

function canceledSentence(label: string, count: number): string {
  if (count === 0) return l10n.t('{0}: No file transfers to cancel.', label);
  return count === 1
    ? l10n.t('{0}: 1 transfer canceled.', label)
    : l10n.t('{0}: {1} transfers canceled.', label, count);
}

/**
 * Reveals the file received last in its folder, or the folder for received files if there is none. Applies to the
 * endpoint that the argument names, otherwise to all. A panel's link names the current folder: a file elsewhere, received
 * before the folder was changed, isn't meant.
 */
export async function showReceivedFiles(
  argument: unknown,
  context: Uses<'endpoints' | 'panels' | 'transfers'>,
): Promise<void> {
  const { endpoints, transfers } = context;
  const endpoint = argument === undefined ? undefined : await endpointOf(argument, context);
  const listed = await Promise.all((endpoint ? [endpoint] : endpoints.all).map(({ id }) => transfers.of(id)));
  const newest = await newestReceived(listed.flat());
  const directory = receiveDirectoryOf(endpoint?.config);
  const isMeant = !isPageInvocation(argument) || (newest !== undefined && isBelow(newest, directory));
  if (newest !== undefined && isMeant) return revealFile(newest);
  if (directory === undefined) {
    const sentence = l10n.t(
      'No folder for received files has been chosen yet. You’ll be asked for it when the first file arrives, or you can set it now.',
    );
    const settings = l10n.t('Open Settings');
    if ((await informationNotice(sentence, settings)) !== settings) throw new Dismissed();
    await commands.executeCommand('workbench.action.openSettings', 'portside.files.directory');
  } else {
    const nearest = await nearestFolder(directory);
    await revealFile(nearest);
    // The folder isn't created here: the first file creates it, and reports what is wrong with a path that the user
    // typed.
    if (nearest !== directory)
      statusMessage(
        l10n.t(
          '{0} doesn’t exist yet; it is created when the first file arrives. Showing {1} instead.',
          directory,
          nearest,
        ),
      );
  }
}

function isBelow(path: string, directory: string | undefined): boolean {
  if (directory === undefined) return false;
  const way = relative(directory, path);
  return way.split(sep)[0] !== '..' && !isAbsolute(way);
}

/** Returns the directory itself if it exists, otherwise the nearest existing parent. */
async function nearestFolder(directory: string): Promise<string> {
  const found = await stat(directory).catch(() => undefined /* it doesn't exist */);
  const above = dirname(directory);
  return found?.isDirectory() || above === directory ? directory : nearestFolder(above);
}

function runningFirst(one: TransferSnapshot, other: TransferSnapshot): number {
  return Number(hasEnded(one)) - Number(hasEnded(other)) || other.queuedMs - one.queuedMs;
}

function transferStateLabel(state: TransferState): string {
  const labels: Record<TransferState, string> = {
    queued: l10n.t('waiting'),
    asking: l10n.t('waiting for an answer'),
    checking: l10n.t('checking the received part'),
    running: l10n.t('in progress'),
    paused: l10n.t('paused'),
    done: l10n.t('done'),
    failed: l10n.t('failed'),
    cancelled: l10n.t('canceled'),
  };
  return labels[state];
}
