import { useState } from 'preact/hooks';
import { i18n } from '@/lib/i18n';
import { createTokenUrl, memberships } from '../shared/create-token-url';
import { OutsideLink } from '../shared/outside-link';

/** A checkbox for the optional permission, and a link that creates a token with it or only with the one needed. */
export function CreateToken() {
  const [withUser, setWithUser] = useState(false);
  const url = createTokenUrl(withUser ? [memberships, { key: 'user_details', type: 'read' }] : [memberships]);
  return (
    <div class="create-token">
      <label class="hint tick">
        <input
          type="checkbox"
          checked={withUser}
          onChange={(event) => setWithUser(event.currentTarget.checked)}
        />
        <span>{i18n.t('options.createTokenUser')}</span>
      </label>
      <p class="hint">
        <OutsideLink href={url}>{i18n.t('options.createToken')}</OutsideLink>
        {i18n.t('options.createTokenHint')}
      </p>
    </div>
  );
}
