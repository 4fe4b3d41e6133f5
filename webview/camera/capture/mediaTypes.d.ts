/** What browsers have that TypeScript's DOM does not know: W3C MediaStreamTrack Insertable Media Processing, Permissions Policy. */

declare class MediaStreamTrackProcessor {
  constructor(init: { track: MediaStreamTrack });
  readonly readable: ReadableStream<VideoFrame>;
}

interface Document {
  readonly featurePolicy?: { allowsFeature(feature: string): boolean };
}
