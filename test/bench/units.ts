/** Formats values for the table. */

export interface Unit {
  /** Includes the space before it. */
  readonly name: string;
  /** Formats the value without its unit, with as many digits as are meaningful. */
  readonly digits: (value: number) => string;
}

export const ms: Unit = { name: ' ms', digits: value => (value < 10 ? value.toFixed(1) : String(Math.round(value))) };
export const us: Unit = { name: ' µs', digits: value => String(Math.round(value)) };
export const megabytes: Unit = {
  name: ' MB',
  digits: value => (Math.abs(value) < 10e6 ? (value / 1e6).toFixed(2) : String(Math.round(value / 1e6))),
};
export const gigabytesPerSecond: Unit = { name: ' GB/s', digits: value => (value / 1e9).toFixed(2) };
export const picturesPerSecond: Unit = {
  name: ' /s',
  digits: value => (value < 100 ? value.toFixed(1) : String(Math.round(value))),
};
export const thousandsPerSecond: Unit = { name: ' k/s', digits: value => String(Math.round(value / 1000)) };
export const filesPerSecond: Unit = { name: ' files/s', digits: value => String(Math.round(value)) };

/** Formats a value with its unit. */
export function written(value: number, { name, digits }: Unit): string {
  return `${digits(value)}${name}`;
}
