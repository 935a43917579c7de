/** The database that all of a project's tables are in, unless the address of a server names another. */
export const database = 'foretell'
