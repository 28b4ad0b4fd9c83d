import type { ComponentChildren } from 'preact';

/** How it is drawn is said in the style sheet: Preact applies two patterns to each attribute of SVG. */
function Icon({ children }: { children: ComponentChildren }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
      {children}
    </svg>
  );
}

export const RefreshIcon = () => (
  <Icon>
    <path d="M16 10a6 6 0 1 1-1.8-4.3" />
    <path d="M16.2 2.8v3.4h-3.4" />
  </Icon>
);

export const SettingsIcon = () => (
  <Icon>
    <path d="M3 6h7M14 6h3M3 14h3M10 14h7" />
    <circle cx="12" cy="6" r="2" />
    <circle cx="8" cy="14" r="2" />
  </Icon>
);

export const ShieldIcon = () => (
  <Icon>
    <path d="M10 2.8 4.5 5v4.6c0 3.5 2.3 6.2 5.5 7.6 3.2-1.4 5.5-4.1 5.5-7.6V5z" />
    <path d="m7.6 9.9 1.7 1.7 3.2-3.3" />
  </Icon>
);

export const AlertIcon = () => (
  <Icon>
    <path d="M10 3 2.5 16.2h15z" />
    <path d="M10 8.2v3.6M10 14h.01" />
  </Icon>
);

export const LockIcon = () => (
  <Icon>
    <rect x="4" y="9" width="12" height="8" rx="2" />
    <path d="M6.8 9V6.2a3.2 3.2 0 0 1 6.4 0V9" />
  </Icon>
);

export const ExternalIcon = () => (
  <Icon>
    <path d="M8 5H5v10h10v-3M11.5 4H16v4.5M16 4l-6.5 6.5" />
  </Icon>
);

/** The product's own mark: an envelope. */
export const Mark = () => (
  <svg class="mark" viewBox="0 0 128 128" aria-hidden="true">
    <rect x="6" y="22" width="116" height="84" rx="20" class="mark-body" />
    <path d="M28 46 64 73l36-27" class="mark-flap" />
  </svg>
);
