/** Video and transfers beside the transcript, or above and below it if there is no room. */
import { html, type TemplateResult } from 'lit';
import type { SendTarget } from '../../src/core/endpointSnapshot.ts';
import { host } from '../hostCalls.ts';
import type { TransfersController } from '../transfers/transfersController.ts';
import type { VideosController } from '../video/videosController.ts';
import type { Arrangement } from './arrangement.ts';
import type { PanelPeers } from './panelPeers.ts';

export interface RailParts {
  readonly peers: PanelPeers;
  readonly arrangement: Arrangement;
  readonly transfers: TransfersController;
  readonly videos: VideosController;
  /** Returns the peers that a message sent now goes to. @throws RangeError with a sentence if the target has disconnected. */
  sendTarget(): SendTarget | null;
  showTransfers(shown: boolean): void;
  showVideos(shown: boolean): void;
}

/** `isVideoOffered`: the user is asked whether to show a peer's video. */
export function rail(parts: RailParts, isVideoOffered: boolean): TemplateResult {
  const { peers, transfers, arrangement } = parts;
  return html`${arrangement.showsVideos === false ? '' : videosOf(parts, isVideoOffered)}
    <portside-transfers .transfers=${transfers} .list=${transfers.list} .problem=${transfers.problem}
      .labels=${peers.labels} .history=${arrangement.showsTransfers} .onClose=${() => parts.showTransfers(false)}
      .onHistory=${() => parts.showTransfers(true)} .onSend=${() => void transfers.attempt(async () => host.sendChosen(parts.sendTarget()))}></portside-transfers>`;
}

function videosOf(parts: RailParts, isOffered: boolean): TemplateResult {
  const { peers, videos, arrangement } = parts;
  return html`<portside-videos .videos=${videos} .list=${videos.list} .problem=${videos.problem} .labels=${peers.labels}
    .isOpen=${arrangement.showsVideos ?? false} .isOffered=${isOffered} .isInset=${arrangement.isInset}
    .onInset=${(videoInset: boolean) => arrangement.change({ videoInset })}
    .onClose=${() => parts.showVideos(false)}
    .onSend=${() => void videos.attempt(async () => host.sendVideo(parts.sendTarget()))}
    .onShow=${() => void videos.attempt(() => host.showVideo(null))}></portside-videos>`;
}
