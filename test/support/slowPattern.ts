/** A pattern and bytes that keep a thread busy for minutes, since each byte meets thousands of instructions. It doesn't match. */
export const slowPattern = '([ab]{1,900})*([ab]{1,900})*([ab]{1,900})*[cd]$';

export const slowBytes = new Uint8Array(1024 * 1024).fill(0x61);
