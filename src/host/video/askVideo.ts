/** Asks which video to send, in which format, and to whom. */
import { l10n, type QuickPickItem, QuickPickItemKind, ThemeIcon, type Uri } from 'vscode';
import { Dismissed } from '../../client/dismissed.ts';
import type { VideoSourceName } from '../../client/video/videoSources.ts';
import { labelInSentence } from '../../core/endpointLabel.ts';
import type { EndpointSnapshot, SendTarget } from '../../core/endpointSnapshot.ts';
import { manyPeers } from '../../core/kinds.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import { openDialog } from '../shown/dialogs.ts';
import { pick } from '../shown/pick.ts';
import { askInTurn, askItem } from '../shown/questions.ts';
import { askFormat, formatLabel } from './askFormat.ts';
import type { VideoChoice, VideoFormat } from './videoChoices.ts';

interface SourceItem extends QuickPickItem {
  readonly source?: VideoSourceName;
}

/** Returns the chosen source and the format, which the user can change before. Rejects with Dismissed. */
export async function askSource(before: VideoChoice): Promise<{ source: VideoSourceName; format: VideoFormat }> {
  let { format } = before;
  return askInTurn(async () => {
    for (;;) {
      const chosen = await askItem(sourceItems(before.source, format), {
        title: l10n.t('Send Video'),
        placeHolder: l10n.t('Where should the video come from?'),
      });
      if (chosen.source) return { source: chosen.source, format };
      format = await askFormat(format);
    }
  });
}

function sourceItems(likely: VideoSourceName | undefined, format: VideoFormat): SourceItem[] {
  const sources: (SourceItem & { source: VideoSourceName })[] = [
    {
      label: l10n.t('Test pattern'),
      iconPath: new ThemeIcon('symbol-color'),
      detail: l10n.t('A moving pattern with a frame number and a clock. No camera needed.'),
      source: 'test-pattern',
    },
    {
      label: l10n.t('Camera'),
      iconPath: new ThemeIcon('device-camera-video'),
      detail: l10n.t('The camera on the machine you’re using, if it allows access.'),
      source: 'camera',
    },
    {
      label: l10n.t('Screen'),
      iconPath: new ThemeIcon('device-desktop'),
      detail: l10n.t('A screen or a window.'),
      source: 'screen',
    },
    {
      label: l10n.t('File…'),
      iconPath: new ThemeIcon('file-media'),
      detail: l10n.t('An image, or any video that ffmpeg can read, played in a loop.'),
      source: 'file',
    },
  ];
  // Enter accepts the first item.
  sources.sort((one, other) => Number(other.source === likely) - Number(one.source === likely));
  return [
    ...sources,
    { label: l10n.t('Encoding on the wire'), kind: QuickPickItemKind.Separator },
    { label: l10n.t('Change Format…'), iconPath: new ThemeIcon('gear'), detail: formatLabel(format) },
  ];
}

export async function askVideoSourceFile(): Promise<Uri> {
  const [chosen] = (await openDialog({ title: l10n.t('Send Video'), openLabel: l10n.t('Send') })) ?? [];
  if (!chosen) throw new Dismissed();
  return chosen;
}

export interface VideoTargets {
  readonly target?: SendTarget;
  readonly toNewPeers: boolean;
}

/**
 * Asks for the recipients if they aren't clear: one peer, all current ones, or future ones, too. Rejects with
 * Dismissed.
 */
export async function askTargets(endpoints: Endpoints, endpoint: EndpointSnapshot): Promise<VideoTargets> {
  // All connections of a client go to the same server.
  if (!manyPeers(endpoint.config)) return { toNewPeers: true };
  const peers = (await endpoints.openPeers(endpoint.id)).filter(({ state }) => state !== 'ending');
  const everybody = { toNewPeers: true };
  if (peers.length === 0) return everybody;
  const items: { label: string; description: string; value: VideoTargets }[] = [
    {
      label: l10n.t('All clients'),
      description: l10n.t('current and future'),
      value: everybody,
    },
    ...(peers.length > 1
      ? [
          {
            label: peers.length === 2 ? l10n.t('Both clients') : l10n.t('All clients ({0})', peers.length),
            description: '',
            value: { toNewPeers: false },
          },
        ]
      : []),
    ...peers.map(peer => ({
      label: peer.address,
      description: peer.id,
      value: { target: { peer: peer.id }, toNewPeers: false },
    })),
  ];
  return pick(items, l10n.t('Which client of {0} should receive the video?', labelInSentence(endpoint)), '');
}
