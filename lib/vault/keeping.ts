/** How a connection's credentials are kept. */
export const keepings = ['device', 'session', 'encrypted'] as const;
export type Keeping = (typeof keepings)[number];

/** The fewest characters of a new passphrase: whoever copies the profile can guess as long as they like. */
export const shortestPassphrase = 12;
