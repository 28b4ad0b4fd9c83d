import { browser } from 'wxt/browser';
import { i18n } from '@/lib/i18n';
import { type Badge, badgeOf } from '@/lib/invites/badge';
import { writeDrawnBadge } from '@/lib/storage/store';
import { minutesToMs, type WorkerContext } from './context';
import type { View } from './view';

/** Dark, so that browsers write white on them, and unlike the icon's orange, in light and dark toolbars. */
const colors: Record<Badge['tone'], string> = { count: '#1d4ed8', attention: '#b91c1c', stale: '#57534e' };

/**
 * Draws the toolbar icon's badge and title where they change: the one place that touches them. A null view could not be
 * read.
 */
export async function drawBadge({ nowMs }: WorkerContext, view: View | null): Promise<void> {
  const badge = view ? badgeOf(view.state, minutesToMs(view.settings.intervalMinutes), nowMs()) : unreadable;
  const drawn = JSON.stringify(badge);
  if (view?.badge === drawn) return;
  // One after the other, so that what is kept is what was drawn last.
  await navigator.locks.request('badge', async () => {
    await Promise.all([
      browser.action.setBadgeText({ text: badge.text }),
      browser.action.setBadgeBackgroundColor({ color: colors[badge.tone] }),
      browser.action.setTitle({ title: titleOf(badge) }),
    ]);
    await writeDrawnBadge(drawn);
  });
}

/** When storage cannot even be read. */
const unreadable: Badge = {
  text: '!',
  tone: 'attention',
  pending: 0,
  refused: 0,
  locked: 0,
  connected: true,
  notSaved: true,
};

function titleOf({ pending, refused, locked, connected, tone, notSaved }: Badge): string {
  if (notSaved) return i18n.t('badge.notSaved');
  if (!connected) return i18n.t('badge.notConnected');
  const count = pending === 0 ? i18n.t('badge.none') : i18n.t('badge.pending', pending);
  const wanted = [refused > 0 && i18n.t('badge.refused'), locked > 0 && i18n.t('badge.locked')].filter(
    Boolean,
  );
  if (wanted.length > 0) return (pending === 0 ? wanted : [count, ...wanted]).join('. ');
  return tone === 'stale' ? `${count}. ${i18n.t('badge.stale')}` : count;
}
