/** Sources of video. */
export const videoSources = ['test-pattern', 'camera', 'screen', 'file'] as const;
export type VideoSourceName = (typeof videoSources)[number];
