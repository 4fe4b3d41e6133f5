/** Something that a bar offers: as an icon, or as an item of the bar's menu where the icon has no room. */
export interface BarAction {
  /** Of codicons. */
  readonly icon: string;
  readonly label: string;
  /** What it is called in the menu; the label where absent. */
  readonly item?: string;
  /** On or off; absent for what is just done. */
  readonly pressed?: boolean;
  /** A number on the icon; the label says it too. */
  readonly badge?: number;
  /** Stands beside the icon. */
  readonly text?: string;
  act(): void;
}
