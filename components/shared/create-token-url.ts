/** A permission for a new token, with the key that Cloudflare has for it. */
interface Permission {
  key: string;
  type: 'edit' | 'read';
}

/** The one permission that is needed. */
export const memberships: Permission = { key: 'memberships', type: 'edit' };

/** Cloudflare's page with the user's API tokens and keys. */
export const apiTokensUrl = 'https://dash.cloudflare.com/profile/api-tokens';

/** Cloudflare's page that creates a token, with these permissions filled in. */
export function createTokenUrl(permissions: Permission[] = [memberships]): string {
  const parameters = {
    permissionGroupKeys: JSON.stringify(permissions),
    accountId: '*',
    zoneId: 'all',
    name: 'Invites for Cloudflare',
  };
  return `${apiTokensUrl}?${new URLSearchParams(parameters)}`;
}
