/** The interface of a video tab's page to the extension host. */
import { createRpc } from '../../src/protocol/rpc.ts';
import type { VideoEvents, VideoPageCalls } from '../../src/protocol/videoCalls.ts';
import { setShown } from '../pageVisibility.ts';
import { type VideoLink, VideoSignals } from './videoLink.ts';

declare function acquireVsCodeApi(): { postMessage(message: unknown): void };

const vscode = acquireVsCodeApi();
const signals = new VideoSignals();

export const host = createRpc<VideoPageCalls, VideoEvents>(
  { shown: setShown, ...signals.receivers },
  {
    post: message => vscode.postMessage(message),
    listen: receive => window.addEventListener('message', event => receive(event.data)),
  },
);

export const videoLink: VideoLink = { calls: host, events: signals };
