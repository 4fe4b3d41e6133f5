/** Asks before a config is applied. The form and the JSON document ask in the same words. */
import { l10n } from 'vscode';
import { isRunning } from '../../client/isRunning.ts';
import { changeEffect } from '../../core/config/configChange.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { labelInSentence } from '../../core/endpointLabel.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import { peerRole } from '../../core/kinds.ts';
import type { NotAllowed } from '../permissions/checks.ts';
import { confirmationsOf } from '../permissions/confirmNeeds.ts';
import { type Confirmation, confirmAll } from '../shown/confirmAll.ts';

export interface ApplyingQuestions {
  readonly endpoint: EndpointSnapshot;
  /** Undefined for a config that can't be applied. */
  readonly wanted: EndpointConfig | undefined;
  readonly needs: readonly NotAllowed[];
  /** Asks whether to connect elsewhere: a client always restarts for that, so its own question implies a restart. */
  readonly connecting?: readonly Confirmation[];
  /** Asks whether received files may be saved elsewhere. */
  readonly receiving?: readonly Confirmation[];
  readonly saving?: readonly Confirmation[];
  /** Whether the user already agreed to a restart that ends connections: the button in the form says that there will be one. */
  readonly knowsRestart?: boolean;
}

/** Rejects with Dismissed unless the user agrees. A restart is mentioned whenever anything is asked. */
export async function confirmApplying(applying: ApplyingQuestions): Promise<void> {
  const { endpoint, wanted, needs, connecting = [], receiving = [], saving = [], knowsRestart = false } = applying;
  const needsRestart = restarts(endpoint, wanted);
  const ending = needsRestart ? endingSentence(endpoint) : undefined;
  const all = {
    question: l10n.t('Apply the changes to “{0}”?', labelInSentence(endpoint)),
    button: needsRestart ? l10n.t('Apply and Restart') : l10n.t('Apply'),
  };
  const reaching = confirmationsOf(needs).map(({ statement }) => ({ ...all, detail: statement, statement }));
  const asked = [...reaching, ...connecting, ...receiving, ...saving];
  const [first] = asked;
  if (first && asked.length === connecting.length) return confirmAll([withEnding(first, ending)], () => all);
  const isRestartAsked = first !== undefined || (!knowsRestart && peerRole(endpoint.config) === 'client');
  const restart = ending !== undefined && isRestartAsked ? [restarting(ending)] : [];
  return confirmAll([...asked, ...restart], () => all);
}

function withEnding(one: Confirmation, ending: string | undefined): Confirmation {
  return { ...one, detail: [one.detail, ending].filter(Boolean).join(' ') };
}

function restarts(endpoint: EndpointSnapshot, wanted: EndpointConfig | undefined): boolean {
  return wanted !== undefined && isRunning(endpoint) && changeEffect(endpoint.config, wanted) === 'restart';
}

function endingSentence({ config, counters: { peers } }: EndpointSnapshot): string | undefined {
  const role = peerRole(config);
  if (peers === 0 || role === 'sender') return undefined;
  if (role === 'server') return l10n.t('These changes need a restart, which closes the connection.');
  return peers === 1
    ? l10n.t('These changes need a restart, which disconnects 1 client.')
    : l10n.t('These changes need a restart, which disconnects {0} clients.', peers);
}

function restarting(question: string): Confirmation {
  return { question, button: l10n.t('Apply and Restart'), statement: question };
}
