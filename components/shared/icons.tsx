/** An icon with a single path; the style sheet says how it is drawn. */
const icon = (path: string) => () => (
  <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
    <path d={path} />
  </svg>
);

export const RefreshIcon = icon('M16 10a6 6 0 1 1-1.8-4.3M16.2 2.8v3.4h-3.4');

export const SettingsIcon = icon(
  'M3 6h7M14 6h3M3 14h3M10 14h7M14 6a2 2 0 1 1-4 0 2 2 0 0 1 4 0M10 14a2 2 0 1 1-4 0 2 2 0 0 1 4 0',
);

export const ShieldIcon = icon(
  'M10 2.8 4.5 5v4.6c0 3.5 2.3 6.2 5.5 7.6 3.2-1.4 5.5-4.1 5.5-7.6V5zM7.6 9.9 9.3 11.6 12.5 8.3',
);

export const AlertIcon = icon('M10 3 2.5 16.2h15zM10 8.2v3.6M10 14h.01');

export const LockIcon = icon(
  'M6 9h8a2 2 0 0 1 2 2v4a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2v-4a2 2 0 0 1 2-2zM6.8 9V6.2a3.2 3.2 0 0 1 6.4 0V9',
);

export const ExternalIcon = icon('M8 5H5v10h10v-3M11.5 4H16v4.5M16 4l-6.5 6.5');

export const ChevronIcon = icon('m6 8 4 4 4-4');

/** The product's logo, an envelope. */
export const Mark = () => (
  <svg class="mark" viewBox="0 0 128 128" aria-hidden="true">
    <rect x="6" y="22" width="116" height="84" rx="20" class="mark-body" />
    <path d="M28 46 64 73l36-27" class="mark-flap" />
  </svg>
);
