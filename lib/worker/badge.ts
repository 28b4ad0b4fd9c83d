import { browser } from 'wxt/browser';
import type { Badge } from '@/lib/domain/badge';
import { i18n } from '@/lib/i18n';
import { drawnBadgeItem } from '@/lib/storage/items';
import { isolated } from './notification-text';

/** Dark, so that browsers write white on them, and distinct from the icon's orange, in light and dark toolbars. */
const colors: Record<Badge['tone'], string> = { count: '#1d4ed8', attention: '#b91c1c', stale: '#57534e' };

/** Draws the toolbar icon's badge and title if they changed. Nothing else touches them. */
export async function drawBadge(badge: Badge): Promise<void> {
  // One at a time, so that the stored badge is the one that was drawn last.
  await navigator.locks.request('badge', async () => {
    const drawn = JSON.stringify(badge);
    if ((await drawnBadgeItem.get()) === drawn) return;
    await Promise.all([
      browser.action.setBadgeText({ text: badge.text }),
      browser.action.setBadgeBackgroundColor({ color: colors[badge.tone] }),
      browser.action.setTitle({ title: titleOf(badge) }),
    ]);
    await drawnBadgeItem.set(drawn);
  });
}

function urgentText(urgent: Badge['urgent']): string | null {
  const [name] = urgent;
  if (name === undefined) return null;
  if (urgent.length > 1) return i18n.t('notification.expiringMany', urgent.length);
  return i18n.t('notification.expiring', [isolated(name ?? i18n.t('row.unknownOrganization'))]);
}

function titleOf({ pending, mayBeMore, urgent, refused, locked, connected, tone, notSaved }: Badge): string {
  if (notSaved) return i18n.t('badge.notSaved');
  if (!connected) return i18n.t('badge.notConnected');
  const counted = pending === 0 ? i18n.t('badge.none') : i18n.t('badge.pending', pending);
  const count = [counted, mayBeMore && i18n.t('list.incomplete'), urgentText(urgent)]
    .filter(Boolean)
    .join('. ');
  const wanted = [refused > 0 && i18n.t('badge.refused'), locked > 0 && i18n.t('badge.locked')].filter(
    Boolean,
  );
  if (wanted.length > 0) return (pending === 0 ? wanted : [count, ...wanted]).join('. ');
  return tone === 'stale' ? `${count}. ${i18n.t('badge.stale')}` : count;
}
