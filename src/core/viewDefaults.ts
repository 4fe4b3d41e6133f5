/** How panels show transcripts until their user chooses otherwise. */

export const viewModes = ['chat', 'log'] as const;
export type ViewMode = (typeof viewModes)[number];

/** `sinceStart`: seconds since the endpoint was last opened, negative for anything earlier. `unix`: seconds since 1970. */
export const timeFormats = ['timeOfDay', 'iso', 'sinceStart', 'unix'] as const;
export type TimeFormat = (typeof timeFormats)[number];

export interface ViewDefaults {
  /** For panels in which the user hasn't chosen. */
  readonly mode: ViewMode;
  /** For all panels. */
  readonly timeFormat: TimeFormat;
}
