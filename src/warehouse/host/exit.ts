/** The host's exit code when another process has the folder's engine open. */
export const exitHeld = 75
