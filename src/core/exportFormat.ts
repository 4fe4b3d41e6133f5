/** How a transcript is written to a file: lines of text, a hexdump for text2pcap, JSON lines, or the frames' bytes alone. */
export const exportFormatNames = ['text', 'hexdump', 'jsonl', 'raw'] as const;

export type ExportFormat = (typeof exportFormatNames)[number];
