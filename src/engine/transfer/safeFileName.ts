import { basename } from 'node:path';
export const safeFileName = (name: string) => basename(name);
