/** Video calls that only a panel's page makes: starting one, and answering an offer. */
import { commands } from 'vscode';
import type { PanelCalls } from '../../protocol/panelCalls.ts';
import { withPageError } from '../page/withPageError.ts';
import type { VideoOffers } from '../video/videoOffers.ts';

type PanelVideoCalls = Pick<PanelCalls, 'sendVideo' | 'showVideo' | 'answerVideo'>;

export function panelVideoCalls(endpoint: string, offers: Pick<VideoOffers, 'answer'>): PanelVideoCalls {
  const run = async (command: string, peer: string | undefined): Promise<void> => {
    await commands.executeCommand(`portside.${command}`, {
      type: 'panel',
      endpoint,
      ...(peer !== undefined && { peer }),
    });
  };
  return {
    sendVideo: target => run('startVideo', target === null || target === 'all' ? undefined : target.peer),
    showVideo: peer => run('showVideo', peer ?? undefined),
    answerVideo: answer => withPageError(offers.answer(endpoint, answer)),
  };
}
