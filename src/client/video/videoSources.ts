/** Sources that a video can be sent from. */
export const videoSources = ['test-pattern', 'camera', 'screen', 'file'] as const;
export type VideoSourceName = (typeof videoSources)[number];
