/** Defaults for how panels show transcripts. */

export const viewModes = ['chat', 'log'] as const;
export type ViewMode = (typeof viewModes)[number];

/**
 * `sinceStart`: seconds since the endpoint was last opened, negative for anything earlier. `unix`: seconds since 1970.
 */
export const timeFormats = ['timeOfDay', 'iso', 'sinceStart', 'unix'] as const;
export type TimeFormat = (typeof timeFormats)[number];

export interface ViewDefaults {
  /** Used in panels in which the user hasn't chosen a mode. */
  readonly mode: ViewMode;
  /** Used in all panels. */
  readonly timeFormat: TimeFormat;
}
