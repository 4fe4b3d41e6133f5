/** Tries ffmpeg's inputs one after the other until one delivers pictures. */
import { hasVideoEnded, type VideoSnapshot } from '../../core/video/video.ts';

/** ffmpeg's arguments that name a device and how to read it. */
type Input = readonly string[];

export interface InputTrial {
  /** Resolves when the video is listed. */
  start(input: Input): Promise<VideoSnapshot>;
  onDidChange(listener: (changed: readonly VideoSnapshot[]) => void): { dispose(): void };
  /** Called if an input after the first can't be started: there is no video that could show why. */
  onFailure(error: unknown): void;
}

/** Resolves once the first input's video is listed. The next input replaces it if ffmpeg fails before a picture. */
export async function firstThatWorks(
  [input = [], ...others]: readonly Input[],
  trial: InputTrial,
): Promise<VideoSnapshot> {
  const video = await trial.start(input);
  if (others.length === 0) return video;
  const subscription = trial.onDidChange(changed => {
    const now = changed.find(({ id }) => id === video.id);
    if (!now || (!hasVideoEnded(now) && now.width === 0)) return;
    subscription.dispose();
    const isToBeTried = now.failure?.code === 'PROGRAM_FAILED' && now.frames === 0;
    if (isToBeTried) firstThatWorks(others, trial).catch(error => trial.onFailure(error));
  });
  return video;
}
