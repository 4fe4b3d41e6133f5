/** Formats of an exported transcript: lines of text, a hexdump for text2pcap, JSON Lines, or only the frames' bytes. */
export const exportFormatNames = ['text', 'hexdump', 'jsonl', 'raw'] as const;

export type ExportFormat = (typeof exportFormatNames)[number];
