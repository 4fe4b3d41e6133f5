/** Sentences for errors of video. */
import { formatBytes, formatLimit } from '../../bytes/formatBytes.ts';
import type { ErrorCode, ErrorParamsOf } from '../../errorParams.ts';
import { type Phrase, phrase } from '../../phrase.ts';
import { numberParam } from './shownParams.ts';

export const videoErrors = {
  NO_VIDEO: () => phrase('This video no longer exists.'),
  NO_PICTURE: () => phrase('No frame has arrived yet.'),
  NOT_VIDEO: ({ address }) =>
    phrase(
      'The data from {0} isn’t video, or no longer is: neither length-prefixed frames nor a series of JPEGs.',
      address,
    ),
  PICTURE_TOO_LARGE: params => pictureTooLarge(params),
  NOT_A_PICTURE: ({ address }) => phrase('{0} isn’t a JPEG or PNG image, or it is damaged.', address),
  PROGRAM_NOT_FOUND: ({ program }) =>
    phrase(
      'The program “{0}” was not found on the machine that opens the sockets. Install it there, or set its path.',
      program,
    ),
  PROGRAM_FAILED: ({ program, detail }) => phrase('{0} failed: {1}', program, detail),
  NO_FRAMES: ({ address }) => phrase('ffmpeg found no video frames in {0}. The file may be empty or damaged.', address),
  FORMAT_REFUSED: ({ address }) =>
    phrase(
      '{0} wasn’t opened: it isn’t in a video format that Portside lets ffmpeg read. Playlists and scripts are refused because they can name other files and addresses.',
      address,
    ),
  NOTHING_RECORDED: () => phrase('Nothing was recorded: no frames arrived.'),
  NOT_SHOWN: () => phrase('Nothing was recorded: the video isn’t visible in any panel.'),
} satisfies { [Code in ErrorCode]?: (params: ErrorParamsOf[Code]) => Phrase };

function pictureTooLarge({ address, bytes, maxFrameBytes }: ErrorParamsOf['PICTURE_TOO_LARGE']): Phrase {
  const limit = formatLimit(numberParam(maxFrameBytes));
  return bytes === undefined
    ? phrase(
        'A video frame from {0} is larger than the max message size of {1}. Edit the endpoint, raise “Max message size” (maxFrameBytes), and reconnect the sender.',
        address,
        limit,
      )
    : phrase(
        'A video frame from {0} is {1}, but the max message size is {2}. Edit the endpoint, raise “Max message size” (maxFrameBytes) to at least {3} bytes, and reconnect the sender.',
        address,
        formatBytes(numberParam(bytes)),
        limit,
        bytes,
      );
}
