import { useEffect, useRef, useState } from 'preact/hooks';
import type { Answer } from '@/lib/domain/invitation-record';
import { refText } from '@/lib/domain/outbox';
import { invitationsOf } from '@/lib/domain/snapshot';
import { type State, snapshotOf } from '@/lib/domain/state';
import { i18n } from '@/lib/i18n';

/** For how long it is shown (ms). */
const shownMs = 8_000;

/** A response that was just confirmed. */
interface Announced {
  answer: Answer;
  name: string;
}

/**
 * Announces the last response that was confirmed. For a batch, the box above the list does that. Shown for some
 * seconds. Place it in a live region: the text for an accepted invitation is only for screen readers, because its row
 * already shows it.
 */
export function Announcements({ state }: { state: State }) {
  const announced = useAnnounced(state);
  return (
    announced && (
      <p class={announced.answer === 'accepted' ? 'unseen' : undefined}>
        {i18n.t(announced.answer === 'accepted' ? 'row.accepted' : 'row.rejected', [announced.name])}
      </p>
    )
  );
}

/**
 * The last invitation that was accepted or rejected while this page was open. Read from the invitations themselves,
 * because a response may enter and leave the outbox between two updates of the stored state.
 */
function useAnnounced(state: State): Announced | null {
  const before = useRef(state);
  const [announced, setAnnounced] = useState<Announced | null>(null);
  useEffect(() => {
    const earlier = before.current;
    before.current = state;
    const inBatch = new Set(state.batch?.items.map(refText));
    for (const { id } of state.connections) {
      const pending = new Set(
        invitationsOf(snapshotOf(earlier, id)).flatMap(({ status, key }) =>
          status === 'pending' ? key : [],
        ),
      );
      const invitations = invitationsOf(snapshotOf(state, id));
      for (const { key, status, organizationName } of invitations) {
        if ((status !== 'accepted' && status !== 'rejected') || !pending.has(key)) continue;
        if (inBatch.has(refText({ connectionId: id, key }))) continue;
        setAnnounced({
          answer: status,
          name: organizationName ?? i18n.t('row.unknownOrganization'),
        });
      }
    }
  }, [state]);
  useEffect(() => {
    if (!announced) return;
    const timer = setTimeout(() => setAnnounced(null), shownMs);
    return () => clearTimeout(timer);
  }, [announced]);
  return announced;
}
