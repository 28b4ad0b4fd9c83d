/** How the pages may look. */
export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];
