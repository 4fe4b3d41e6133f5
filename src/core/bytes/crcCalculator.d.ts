/** The export of each of `crc/calculators`. Declared here because the library's own types bring Node's globals into core. */
declare const calculate: (bytes: Uint8Array, previous?: number) => number;
export default calculate;
