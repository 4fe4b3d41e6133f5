/** Thrown when Portside refuses what the user chose: the message says why. The log doesn't count it as a failure. */
export class Refused extends RangeError {}
