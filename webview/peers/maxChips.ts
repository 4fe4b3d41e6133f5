/** If there are more peers than this, they are chosen from a list in which they are found by typing. */
export const maxChips = 8;
