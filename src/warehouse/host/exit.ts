/** The host's exit code when the engine did not open the folder, as when another process has it open. */
export const exitRefused = 75
