/** Index entries for each row from which on they, not the row, are what a write costs. */
export const manyIndexes = 6;
