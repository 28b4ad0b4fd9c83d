import { browser } from 'wxt/browser';
import { i18n } from '#i18n';
import { type Badge, badgeOf } from '@/lib/invites/badge';
import { minutesToMs, type WorkerContext } from './context';
import type { View } from './view';

/** Unlike the icon's orange, so that the number stands out from it, in light and dark toolbars. */
const colors: Record<Badge['tone'], string> = { count: '#1d4ed8', attention: '#b91c1c', stale: '#57534e' };

/** Draws the toolbar icon's badge and title: the one place that touches them. A null view could not be read. */
export async function drawBadge({ nowMs }: WorkerContext, view: View | null): Promise<void> {
  const badge = view ? badgeOf(view.state, minutesToMs(view.settings.intervalMinutes), nowMs()) : unreadable;
  await Promise.all([
    browser.action.setBadgeText({ text: badge.text }),
    browser.action.setBadgeBackgroundColor({ color: colors[badge.tone] }),
    browser.action.setBadgeTextColor({ color: '#ffffff' }),
    browser.action.setTitle({ title: titleOf(badge) }),
  ]);
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
