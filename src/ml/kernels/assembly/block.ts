/** Rows that are coded and scored together. Their codes are one byte a column, column after column. */
export const BLOCK: usize = 256
