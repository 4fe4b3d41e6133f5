/** Browser APIs that TypeScript's DOM types lack: W3C MediaStreamTrack Insertable Media Processing, Permissions Policy. */

declare class MediaStreamTrackProcessor {
  constructor(init: { track: MediaStreamTrack });
  readonly readable: ReadableStream<VideoFrame>;
}

interface Document {
  readonly featurePolicy?: { allowsFeature(feature: string): boolean };
}
