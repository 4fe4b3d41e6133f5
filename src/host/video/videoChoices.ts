/** How video is sent from an endpoint: the last choice, remembered across windows of a workspace. */
import type { Memento } from 'vscode';
import * as z from 'zod';
import { endpointKey } from '../../client/video/endpointKey.ts';
import { videoSources } from '../../client/video/videoSources.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { defaultJpegQuality } from '../../core/video/video.ts';

const memoryKey = 'portside.video.choices';
/** Maximum number of endpoints remembered, most recent last. */
const maxRemembered = 50;

/** Format of sent pictures. Size in pixels, and pictures per second. */
export const videoFormat = z.object({
  codec: z.enum(['pickle', 'jpeg']).default('pickle'),
  /** JPEG quality. */
  quality: z.int().min(1).max(100).default(defaultJpegQuality),
  endian: z.enum(['little', 'big']).default('little'),
  width: z.int().min(2).max(4096).default(640),
  height: z.int().min(2).max(4096).default(480),
  fps: z.number().min(0.1).max(120).default(30),
});
export type VideoFormat = z.infer<typeof videoFormat>;

const videoChoice = z.object({ source: z.enum(videoSources).optional(), format: videoFormat });
export type VideoChoice = z.infer<typeof videoChoice>;

const remembered = z.array(z.tuple([z.string(), videoChoice]));

export class VideoChoices {
  readonly #memory: Memento;

  constructor(memory: Memento) {
    this.#memory = memory;
  }

  /** Returns the last choice; by default, pickled arrays of 640×480 at 30 fps, as sent by programs in tutorials. */
  of(config: EndpointConfig): VideoChoice {
    const known = new Map(this.#all).get(endpointKey(config));
    return known ?? { format: videoFormat.parse({}) };
  }

  async choose(config: EndpointConfig, choice: VideoChoice): Promise<void> {
    const key = endpointKey(config);
    const others = this.#all.filter(([known]) => known !== key).slice(1 - maxRemembered);
    await this.#memory.update(memoryKey, [...others, [key, choice]]);
  }

  get #all(): [string, VideoChoice][] {
    // Another version may have stored a different shape.
    return remembered.safeParse(this.#memory.get(memoryKey)).data ?? [];
  }
}
