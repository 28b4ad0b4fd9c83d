import { browser } from 'wxt/browser';
import { i18n } from '#i18n';
import { type Badge, badgeOf } from '@/lib/invites/badge';
import { readSettings } from '@/lib/storage/settings';
import { readWorkerState } from '@/lib/storage/store';
import { minutesToMs, type WorkerContext } from './context';

/** Unlike the icon's orange, so that the number stands out from it, in light and dark toolbars. */
const colors: Record<Badge['tone'], string> = { count: '#1d4ed8', attention: '#b91c1c', stale: '#57534e' };

/** Draws the toolbar icon's badge and title from storage: the one place that touches them. */
export async function drawBadge(context: WorkerContext): Promise<void> {
  const badge = await readBadge(context).catch(() => unreadable);
  await Promise.all([
    browser.action.setBadgeText({ text: badge.text }),
    browser.action.setBadgeBackgroundColor({ color: colors[badge.tone] }),
    browser.action.setBadgeTextColor({ color: '#ffffff' }),
    browser.action.setTitle({ title: titleOf(badge) }),
  ]);
}

async function readBadge(context: WorkerContext): Promise<Badge> {
  const [state, settings] = await Promise.all([readWorkerState(), readSettings()]);
  return badgeOf(state, minutesToMs(settings.intervalMinutes), context.nowMs());
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
