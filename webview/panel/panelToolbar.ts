/** The toolbar of a panel: what it shows, and what its buttons do. */
import type { TemplateResult } from 'lit';
import { visibleText } from '../../src/core/bytes/visibleText.ts';
import { hasReset, peerRole } from '../../src/core/kinds.ts';
import type { PanelAction, PanelState } from '../../src/protocol/panelCalls.ts';
import type { SearchController } from '../find/searchController.ts';
import { isNarrowed, shownBy } from '../find/viewQuery.ts';
import { host } from '../hostCalls.ts';
import { chosenPeer } from '../peers/chosenPeer.ts';
import { followAction } from '../peers/followAction.ts';
import { closedSelect } from '../peers/peerSelect.ts';
import type { TransfersController } from '../transfers/transfersController.ts';
import type { VideosController } from '../video/videosController.ts';
import type { Arrangement } from './arrangement.ts';
import type { PanelPeers } from './panelPeers.ts';
import { type ToolbarActions, type ToolbarState, toolbar } from './toolbar.ts';

export interface PanelToolbarParts {
  readonly peers: PanelPeers;
  readonly search: SearchController;
  readonly arrangement: Arrangement;
  readonly transfers: TransfersController;
  readonly videos: VideosController;
  run(action: PanelAction): void;
  fail(error: unknown): void;
  showTransfers(shown: boolean): void;
  showVideos(shown: boolean): void;
}

export function panelToolbar(panel: PanelState, parts: PanelToolbarParts): TemplateResult {
  return toolbar(stateOf(panel, parts), actionsOf(parts));
}

function stateOf(
  { endpoint, framing, view, rowForm }: PanelState,
  { peers, search, arrangement, transfers, videos }: PanelToolbarParts,
): ToolbarState {
  const role = peerRole(endpoint.config);
  return {
    endpoint: endpoint.id,
    mode: arrangement.mode ?? view.mode,
    rowForm: arrangement.rowForm ?? rowForm,
    peers: peers.list.open ?? [],
    shown: peers.choice.shown,
    isPast: peers.choice.isPast,
    closedCount: peers.list.recent.length,
    closedPeers: closedSelect(peers.selectState(endpoint)),
    follow: followAction(peers.choice, role),
    role,
    hasReset: hasReset(endpoint.config),
    labels: peers.labels,
    peerCount: endpoint.counters.peers,
    framing,
    finds: search.showsFind,
    filters: search.showsFilter,
    goesTo: search.showsGoTo,
    isNarrowed: isNarrowed(search.query),
    transferCount: transfers.list.size,
    showsTransfers: arrangement.showsTransfers || transfers.isShown,
    videoCount: videos.list.running,
    showsVideos: arrangement.showsVideos ?? videos.list.shown.length > 0,
  };
}

function actionsOf(parts: PanelToolbarParts): ToolbarActions {
  const { peers, search, arrangement } = parts;
  const attempt = (call: Promise<unknown>) => void call.catch(error => parts.fail(error));
  return {
    setMode: mode => arrangement.change({ mode }),
    setRowForm: rowForm => arrangement.change({ rowForm }),
    showPeer: peer => peers.choice.show(peer && chosenPeer(peer)),
    runOnPeer: (action, id) => attempt(host.runOnPeer(action, id)),
    copyAddress: address => attempt(host.copy(visibleText(address))),
    changeFraming: () => parts.run('changeFraming'),
    toggleFind: () => (search.showsFind ? search.closeFind() : search.openFind()),
    toggleFilter: () => search.toggleFilter(),
    toggleGoTo: () => (search.showsGoTo ? search.closeGoTo() : search.openGoTo()),
    exportTranscript: () => attempt(host.exportTranscript(shownBy(search.query))),
    showTransfers: shown => parts.showTransfers(shown),
    showVideos: shown => parts.showVideos(shown),
  };
}
