/** More peers than this are chosen from a list in which they are found by typing. */
export const maxChips = 8;
