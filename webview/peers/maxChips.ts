/** Maximum number of peers with chips. More peers are chosen from a list that is searched by typing. */
export const maxChips = 8;
