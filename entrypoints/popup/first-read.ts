import { followState } from '@/lib/storage/follow-state';
import { settingsItem } from '@/lib/storage/items';
import { readPolicy } from '@/lib/storage/settings';

/** What the first paint needs. Asked for here, before the components are loaded: the browser answers meanwhile. */
export const firstRead = Promise.all([followState(), settingsItem.get(), readPolicy()]);
