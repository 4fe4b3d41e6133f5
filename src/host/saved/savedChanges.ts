/** Offers to apply a changed saved endpoint to the running endpoint of its name. */
import { type Disposable, l10n } from 'vscode';
import { isConfirmed } from '../../client/dismissed.ts';
import { changeEffect } from '../../core/config/configChange.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { labelInSentence } from '../../core/endpointLabel.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import { addedNeeds } from '../permissions/addedNeeds.ts';
import type { Granted } from '../permissions/checks.ts';
import { informationNotice } from '../shown/notices.ts';
import { showError } from '../shown/showError.ts';
import { listedAs, type SavedEndpoints } from './savedEndpoints.ts';

type Saved = Pick<SavedEndpoints, 'all' | 'written' | 'onDidChange'>;

/** Makes one offer at a time per endpoint; further changes are offered afterwards. */
export function offerSavedChanges(endpoints: Endpoints, saved: Saved, permissions: Granted): Disposable {
  let known = saved.written;
  const offered = new Set<string>();
  return saved.onDidChange(() => {
    const before = known;
    known = saved.written;
    offerAll(before).catch(showError);
  });

  async function offerAll(before: ReadonlySet<string>): Promise<void> {
    const changed = (await saved.all()).filter(({ value }) => !before.has(JSON.stringify(value)));
    for (const [one, { id }] of listedAs(await saved.all(), endpoints.all))
      if (changed.includes(one) && !offered.has(id)) void offerUntilSettled(id);
  }

  async function offerUntilSettled(id: string): Promise<void> {
    offered.add(id);
    try {
      let last = '';
      for (let config = await wanted(id); config; config = await wanted(id)) {
        const json = JSON.stringify(config);
        if (json === last) return;
        last = json;
        await offer(endpoints.find(id), config);
      }
    } catch (error) {
      showError(error);
    } finally {
      offered.delete(id);
    }
  }

  /** Returns the config from the settings if it would change the endpoint now. */
  async function wanted(id: string): Promise<EndpointConfig | undefined> {
    const pairs = listedAs(await saved.all(), await endpoints.now());
    const pair = [...pairs].find(
      ([, { id: other, state }]) => other === id && state !== 'closed' && state !== 'failed',
    );
    if (!pair) return undefined;
    const [one, { config }] = pair;
    return 'config' in one && changeEffect(config, one.config) !== 'none' ? one.config : undefined;
  }

  async function offer(endpoint: EndpointSnapshot, config: EndpointConfig): Promise<void> {
    const needsRestart = changeEffect(endpoint.config, config) === 'restart';
    const apply = needsRestart ? l10n.t('Apply and Restart') : l10n.t('Apply');
    const clients = await endpoints.disconnectedBy(endpoint.id, config);
    const chosen = await informationNotice(question(labelInSentence(endpoint), clients), apply);
    if (chosen !== apply || !endpoints.has(endpoint.id)) return;
    // The offer was open for any time: if it was about other changes, these are offered next.
    if (JSON.stringify(await wanted(endpoint.id)) !== JSON.stringify(config) || !endpoints.has(endpoint.id)) return;
    // The offer doesn't say what was changed, and it isn't known who changed the settings.
    const needs = await addedNeeds(permissions, endpoints.find(endpoint.id).config, config);
    const { confirmNeeds } = await import('../permissions/confirmNeeds.ts');
    const isAgreed = await isConfirmed(confirmNeeds(needs));
    if (isAgreed && endpoints.has(endpoint.id)) await endpoints.apply(endpoint.id, config);
  }
}

function question(label: string, clients: number): string {
  if (clients === 0)
    return l10n.t('“{0}” was changed in the settings. Apply the changes to the running endpoint?', label);
  return clients === 1
    ? l10n.t('“{0}” was changed in the settings. Applying the changes disconnects 1 client.', label)
    : l10n.t('“{0}” was changed in the settings. Applying the changes disconnects {1} clients.', label, clients);
}
