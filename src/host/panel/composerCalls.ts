/** Calls of a panel's composer and rows: sending in various ways, and comparing. */
import { nothingIfDismissed } from '../../client/dismissed.ts';
import type { PanelCalls, PanelState } from '../../protocol/panelCalls.ts';
import type { MessageParts } from '../messages/messageParts.ts';
import { withPageError } from '../page/withPageError.ts';

type ComposerCalls = Pick<
  PanelCalls,
  | 'send'
  | 'resend'
  | 'startRepeat'
  | 'stopRepeat'
  | 'resetCounter'
  | 'chooseMessage'
  | 'saveMessage'
  | 'sendSaved'
  | 'selectForCompare'
  | 'compare'
>;

const saved = () => import('../messages/savedMessageCalls.ts');

export function composerCalls(id: string, messageParts: MessageParts): ComposerCalls {
  const { endpoints, sender, repeater, compare } = messageParts;
  const ask = async <T>(question: Promise<T>): Promise<T | undefined> =>
    withPageError(question.catch(nothingIfDismissed));
  return {
    send: (message, target) => withPageError(sender.send(id, message, target ?? undefined)),
    resend: async seq => void (await withPageError(endpoints.engine.resend(id, seq))),
    startRepeat: async (message, target, plan) => {
      const send = await sender.sendingOf(id, message, target ?? undefined);
      repeater.start(id, plan, () => withPageError(send()));
    },
    stopRepeat: async () => repeater.stop(id),
    resetCounter: async () => {
      sender.resetCounter(id);
      messageParts.fireChanged(id);
    },
    chooseMessage: async target =>
      ask((await saved()).chooseMessage(messageParts, endpoints.find(id), target ?? undefined)),
    saveMessage: async message => ask((await saved()).saveMessage(messageParts, message, endpoints.find(id))),
    sendSaved: async (key, target) => {
      const { keyedMessage } = await saved();
      const message = await withPageError(keyedMessage(messageParts, endpoints.find(id).config, key));
      await withPageError(sender.send(id, message, target ?? undefined));
    },
    selectForCompare: async seq => compare.select(id, seq),
    compare: seq => withPageError(compare.compareWithSelected(id, seq)),
  };
}

/** Returns the part of the composer's state that the page shows. */
export function composerState(
  id: string,
  { sender, repeater, compare }: MessageParts,
): Pick<PanelState, 'counter' | 'repeat' | 'canCompare'> {
  const repeat = repeater.state(id);
  return { counter: sender.counter(id), canCompare: compare.selected !== undefined, ...(repeat && { repeat }) };
}
