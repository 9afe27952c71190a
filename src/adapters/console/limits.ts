/** A terminal that does not say how wide it is. */
export const DEFAULT_COLUMNS = 80;
/** Lines longer than this are hard to read, however wide the terminal is. */
export const MOST_COLUMNS = 100;
/** What is left to a text beside its label, however narrow the terminal is. */
export const LEAST_COLUMNS = 20;
