/** Layers of the conversations, by the type of their transport. No other file lists them. */
import { AnsweringLayer } from '../answers/answeringLayer.ts';
import { type FindOtherSide, LoopWatch } from '../answers/loopWatch.ts';
import { OwnAnswerGuard } from '../answers/ownAnswerGuard.ts';
import { Conversation } from '../conversation/conversation.ts';
import type { Layer } from '../conversation/layer.ts';
import type { PeerIdentity } from '../conversation/peerIdentity.ts';
import { RecorderLayer } from '../transcript/recorderLayer.ts';
import { filesLayer } from '../transfer/filesLayer.ts';
import type { Transport } from '../transport/transport.ts';
import type { EndpointContext } from './endpointContext.ts';
import { TlsWatch } from './tlsWatch.ts';

type MakeLayer = (conversation: Conversation, context: EndpointContext, findOtherSide?: FindOtherSide) => Layer;

const recorder: MakeLayer = (conversation, context) => new RecorderLayer(conversation, context);
const listed: MakeLayer = (conversation, { peers }) => ({
  opened: () => peers.add(conversation),
});
/** After the recorder, so that a peer is listed as closed at the time of the event that says so. */
const unlisted: MakeLayer = (conversation, { peers, transcript }) => {
  let lastEventMs: number | undefined;
  return {
    event: () => {
      lastEventMs = transcript.latestMs;
    },
    closed: () => peers.close(conversation, lastEventMs),
  };
};
const video: MakeLayer = (conversation, { videos }) => videos.layer(conversation);
const tlsWatch: MakeLayer = (conversation, context) => new TlsWatch(conversation, context);
const senders: MakeLayer = (conversation, { peers }) => {
  const layer: Layer = {
    borrowsFrames: true,
    frame: () => {
      peers.addSender(conversation);
      conversation.remove(layer);
    },
  };
  return layer;
};

const messages: MakeLayer = (conversation, context) => context.messages.layer(conversation);

const answers: MakeLayer = (conversation, context, findOtherSide) =>
  new AnsweringLayer(conversation, context, new LoopWatch(conversation, findOtherSide));
/** A socket that sends to itself receives its own answers. */
const answersToItself: MakeLayer = (conversation, context) =>
  new AnsweringLayer(conversation, context, new LoopWatch(conversation, undefined, new OwnAnswerGuard()));

const layers = {
  stream: [listed, recorder, unlisted, answers, filesLayer, video, tlsWatch, messages],
  // Listed when the first datagram was received or sent (`udpSocket.ts`).
  datagrams: [recorder, senders, answers, filesLayer, tlsWatch, messages],
  datagramsToItself: [recorder, senders, answersToItself, filesLayer, tlsWatch, messages],
} satisfies Record<string, readonly MakeLayer[]>;

interface NewConversation {
  readonly transport: Transport;
  readonly identity: PeerIdentity;
  readonly findOtherSide?: FindOtherSide | undefined;
}

/** Creates a conversation, which the caller opens. `more` are additional layers. */
export function newConversation(
  kind: keyof typeof layers,
  { transport, identity, findOtherSide }: NewConversation,
  context: EndpointContext,
  ...more: readonly Layer[]
): Conversation {
  const conversation = new Conversation({ identity, transport, home: context, room: context.transcript.room });
  conversation.add(...layers[kind].map(make => make(conversation, context, findOtherSide)), ...more);
  return conversation;
}
