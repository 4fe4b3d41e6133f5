/** Video and transfers beside the transcript, or above and below it if there is no room. */
import { html, type TemplateResult } from 'lit';
import type { SendTarget } from '../../src/core/endpointSnapshot.ts';
import { host } from '../hostCalls.ts';
import type { PeerLabels } from '../peerLabels.ts';
import type { TransfersController } from '../transfers/transfersController.ts';
import type { VideosController } from '../video/videosController.ts';

export interface RailState {
  readonly labels: PeerLabels;
  readonly transfers: TransfersController;
  /** Whether the history of transfers is open. */
  readonly showsTransfers: boolean;
  readonly videos: VideosController;
  /** Whether there is an area for video. Undefined until the user decides: shown whenever there is any video. */
  readonly showsVideos: boolean | undefined;
  /** Whether the user is asked to show a peer's video. */
  readonly isVideoOffered: boolean;
  readonly isInset: boolean;
  /**
   * Returns the recipients of a message sent now.
   * @throws RangeError with a sentence if the target has disconnected.
   */
  target(): SendTarget | null;
  showTransfers(shown: boolean): void;
  showVideos(shown: boolean): void;
  setInset(isInset: boolean): void;
}

export function rail(state: RailState): TemplateResult {
  const { labels, transfers, videos } = state;
  return html`${state.showsVideos === false ? '' : videosOf(state, videos)}
    <portside-transfers .transfers=${transfers} .list=${transfers.list} .problem=${transfers.problem}
      .labels=${labels} .history=${state.showsTransfers} .onClose=${() => state.showTransfers(false)}
      .onHistory=${() => state.showTransfers(true)} .onSend=${() => void transfers.attempt(async () => host.sendChosen(state.target()))}></portside-transfers>`;
}

function videosOf(state: RailState, videos: VideosController): TemplateResult {
  return html`<portside-videos .videos=${videos} .list=${videos.list} .problem=${videos.problem} .labels=${state.labels}
    .isOpen=${state.showsVideos ?? false} .isOffered=${state.isVideoOffered} .isInset=${state.isInset} .onInset=${state.setInset}
    .onClose=${() => state.showVideos(false)}
    .onSend=${() => void videos.attempt(async () => host.sendVideo(state.target()))}
    .onShow=${() => void videos.attempt(() => host.showVideo(null))}></portside-videos>`;
}
