/** The status bar item: the number of open endpoints, and their total rate. */
import { type Disposable, l10n, StatusBarAlignment, window } from 'vscode';
import { formatBytes } from '../../core/bytes/formatBytes.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import { DisposableStore } from '../disposableStore.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';

const sampleMs = 1000;

export function createStatusBar(endpoints: Endpoints): Disposable {
  const store = new DisposableStore();
  const item = store.add(window.createStatusBarItem('portside.status', StatusBarAlignment.Left, 0));
  item.name = 'Portside';
  item.command = 'portside.connections.focus';
  /** Bytes of each endpoint when last sampled; undefined while they are those of an earlier window. */
  let counted = new Map<string, number | undefined>();
  let sampledMs = performance.now();
  let rate = 0;
  let timer: NodeJS.Timeout | undefined;
  const show = () => {
    const open = endpoints.all.filter(({ state }) => state === 'open').length;
    const text = rate > 0 ? `$(plug) ${open} · ${formatBytes(rate)}/s` : `$(plug) ${open}`;
    // Every assignment sends a message to the window, 20 per second under heavy traffic.
    if (text === item.text) return;
    item.text = text;
    item.tooltip = open === 1 ? l10n.t('Portside: 1 open endpoint') : l10n.t('Portside: {0} open endpoints', open);
    if (open > 0) item.show();
    else item.hide();
  };
  /** Samples while bytes are moving, and once more when they have stopped. */
  const sample = () => {
    timer = undefined;
    const now = new Map(endpoints.all.map(endpoint => [endpoint.id, bytesOf(endpoint)]));
    const nowMs = performance.now();
    const before = (id: string, bytes: number) => (counted.has(id) ? (counted.get(id) ?? bytes) : 0);
    const moved = [...now].reduce((sum, [id, bytes = 0]) => sum + bytes - before(id, bytes), 0);
    rate = Math.max(0, Math.round((moved / (nowMs - sampledMs)) * 1000));
    counted = now;
    sampledMs = nowMs;
    show();
    if (rate > 0) timer = setTimeout(sample, sampleMs);
  };
  const changed = () => {
    timer ??= setTimeout(sample, sampleMs);
    show();
  };
  store.add(endpoints.onDidChange(changed));
  store.add(
    endpoints.onDidChangeList(() => {
      for (const { id, isRestoring } of endpoints.all) if (isRestoring) counted.set(id, undefined);
      show();
    }),
  );
  store.add({ dispose: () => clearTimeout(timer) });
  return store;
}

function bytesOf({ counters, isRestoring }: EndpointSnapshot): number | undefined {
  return isRestoring ? undefined : counters.bytesIn + counters.bytesOut;
}
