/** Sentences for events of video. */
import { formatBytes, formatLimit } from '../../bytes/formatBytes.ts';
import { joined, numeral, type Phrase, phrase } from '../../phrase.ts';
import type { EventCode, EventOf, UnreadableReason } from '../../transcriptEntry.ts';

export const videoEvents = {
  videoStarted: ({ direction }, peer) =>
    direction === 'in' ? phrase('started showing video from {0}', peer) : phrase('started sending video to {0}', peer),
  videoEnded: (event, peer) => videoSentence(event, peer),
  pictureTooLarge: ({ bytes, maxFrameBytes }, peer) =>
    bytes === undefined
      ? phrase(
          'a video frame from {0} is larger than the max message size of {1}: to show the video, raise “Max message size” (maxFrameBytes)',
          peer,
          formatLimit(maxFrameBytes),
        )
      : phrase(
          'a video frame from {0} is {1}, but the max message size is {2}: to show the video, raise “Max message size” (maxFrameBytes) to at least {3} bytes',
          peer,
          formatBytes(bytes),
          formatLimit(maxFrameBytes),
          bytes,
        ),
  pictureUnreadable: ({ frames, reason, detail = '' }, peer) => {
    const why = unreadableReasons[reason](detail);
    return frames === 1
      ? phrase('a video frame from {0} can’t be shown: {1}', peer, why)
      : phrase('{0} video frames from {1} can’t be shown; the last one: {2}', frames, peer, why);
  },
} satisfies { [Code in EventCode]?: (event: EventOf<Code>, peer: string) => Phrase };

const unreadableReasons: Record<UnreadableReason, (detail: string) => Phrase> = {
  empty: () => phrase('it is empty'),
  unknown: () => phrase('it isn’t a pickle, JPEG, PNG or WebP'),
  cutImage: () => phrase('the image is damaged or truncated'),
  brokenPickle: () => phrase('the pickle is damaged, or too large to be read'),
  otherPickle: detail =>
    detail === ''
      ? phrase('the pickle doesn’t contain an image')
      : phrase('the pickle would call {0}, which Portside never does', detail),
  wrongElementType: detail => phrase('its elements are of type {0}, not uint8', detail),
  wrongShape: detail => phrase('its shape is {0}, not (height, width) with 1, 3 or 4 channels', detail),
  wrongSize: detail => phrase('its shape {0} doesn’t match its size in bytes', detail),
  wrongOrder: () => phrase('it isn’t stored row by row'),
  tooLarge: detail => phrase('it has {0} pixels, more than can be shown', detail),
};

/** Returns `received video from 127.0.0.1:5000: 1,234 frames (1.1 GB in 41.1 s), 12 skipped`, for example. */
function videoSentence({ direction, frames, bytes, skipped, durationMs }: EventOf<'videoEnded'>, peer: string): Phrase {
  const [size, taken] = [formatBytes(bytes), `${(durationMs / 1000).toFixed(1)} s`];
  const received = () =>
    frames === 1
      ? phrase('received video from {0}: 1 frame ({1} in {2})', peer, size, taken)
      : phrase('received video from {0}: {1} frames ({2} in {3})', peer, numeral(frames), size, taken);
  const sent = () =>
    frames === 1
      ? phrase('sent video to {0}: 1 frame ({1} in {2})', peer, size, taken)
      : phrase('sent video to {0}: {1} frames ({2} in {3})', peer, numeral(frames), size, taken);
  const what = direction === 'in' ? received() : sent();
  return skipped === 0 ? what : joined([what, phrase('{0} skipped', numeral(skipped))], ', ');
}
