/** Questions that transfers ask the user, as notifications in addition to their cards. */
import { type Disposable, l10n } from 'vscode';
import { unawaited } from '../../client/unawaited.ts';
import { formatBytes } from '../../core/bytes/formatBytes.ts';
import { hasEnded, type TransferSnapshot } from '../../core/transfer/transferSnapshot.ts';
import { informationNotice } from '../shown/notices.ts';
import { showError } from '../shown/showError.ts';
import { directoryChoices, directoryQuestion, useDirectory } from './receiveDirectory.ts';
import type { Transfers } from './transfers.ts';

/** Maximum number of questions open at a time; others follow as these are answered. */
const maxQuestions = 3;

export class TransferQuestions implements Disposable {
  readonly #transfers: Transfers;
  readonly #subscription: Disposable;
  /** Transfers for which the user was asked for consent. An ignored question isn't repeated. */
  readonly #asked = new Set<string>();
  /** Transfers for which the user was asked for a directory. */
  readonly #askedDirectory = new Set<string>();
  #directoryIsAsked = false;

  constructor(transfers: Transfers) {
    this.#transfers = transfers;
    this.#subscription = transfers.onDidChange(() => this.#look());
    this.#look();
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  #look(): void {
    const asking = this.#transfers.known.filter(({ state }) => state === 'asking');
    this.#forget(new Set(this.#transfers.known.filter(one => !hasEnded(one)).map(({ id }) => id)));
    const needDirectory = asking.filter(({ id, asks }) => asks === 'directory' && !this.#askedDirectory.has(id));
    if (needDirectory.length > 0 && !this.#directoryIsAsked) unawaited(this.#askDirectory());
    const needConsent = asking.filter(({ asks }) => asks === 'consent');
    const open = needConsent.filter(({ id }) => this.#asked.has(id)).length;
    const next = needConsent.filter(({ id }) => !this.#asked.has(id)).slice(0, Math.max(0, maxQuestions - open));
    for (const transfer of next) unawaited(this.#askConsent(transfer));
  }

  /** Forgets transfers that have ended: they ask nothing any more. */
  #forget(underWay: ReadonlySet<string>): void {
    for (const asked of [this.#asked, this.#askedDirectory])
      for (const id of asked) if (!underWay.has(id)) asked.delete(id);
  }

  /** Asks once for all waiting transfers. If the question is ignored, it is repeated when the next file arrives. */
  async #askDirectory(): Promise<void> {
    this.#directoryIsAsked = true;
    try {
      const choices = directoryChoices(this.#transfers);
      const [first = '', ...others] = choices.map(choice => choice.label);
      const label = await informationNotice(directoryQuestion(), first, ...others);
      const choice = choices.find(one => one.label === label);
      if (choice) await useDirectory(await choice.choose());
    } catch (error) {
      showError(error);
    } finally {
      this.#directoryIsAsked = false;
      for (const { id, asks } of this.#transfers.known) if (asks === 'directory') this.#askedDirectory.add(id);
    }
  }

  async #askConsent(transfer: TransferSnapshot): Promise<void> {
    const { id } = transfer;
    this.#asked.add(id);
    const accept = l10n.t('Accept');
    const decline = l10n.t('Decline');
    const answer = await informationNotice(consentQuestion(transfer), accept, decline);
    try {
      // The card may have been answered in the meantime; the engine ignores this answer then.
      if (answer !== undefined)
        await this.#transfers.endpoints.engine.answerTransfer(id, { accept: answer === accept, to: 'consent' });
    } catch (error) {
      showError(error);
    }
  }
}

/** A raw connection is one file, whereas consent to one framed file extends to all others from that peer. */
function consentQuestion({ name, size, peer, mode }: TransferSnapshot): string {
  if (size === undefined) return l10n.t('{0} wants to send “{1}”.', peer.address, name);
  const figures = [peer.address, name, formatBytes(size)];
  return mode === 'framed'
    ? l10n.t(
        '{0} wants to send “{1}” ({2}). Accept this file and any others for as long as it is connected?',
        ...figures,
      )
    : l10n.t('{0} wants to send “{1}” ({2}).', ...figures);
}
