import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Answer } from '@/lib/cloudflare/invitation';
import { cautionsOf } from '@/lib/invites/caution';
import type { InviteRow as Row } from '@/lib/invites/state';
import { Avatar } from './avatar';
import { CautionList } from './caution-list';
import { InviteActions } from './invite-actions';
import { InviteFacts, TimeLeft } from './invite-facts';
import { RespondingNote, ResponseFailure } from './response-note';

export interface InviteRowProps {
  row: Row;
  nowMs: number;
  /** Whether Cloudflare takes responses from this login at all. */
  canRespond: boolean;
  onRespond(answer: Answer): void;
  onDismiss(): void;
}

/** One invitation: who invites to what, until when, and the answer. */
export function InviteRow({ row, nowMs, canRespond, onRespond, onDismiss }: InviteRowProps) {
  const { invitation, response } = row;
  const name = invitation.organizationName ?? i18n.t('row.unknownOrganization');
  // Bridges the moment between the press and the worker having stored it.
  const [pressed, setPressed] = useState<Answer | null>(null);
  useEffect(() => setPressed(null), [response]);

  const failed = response?.phase === 'failed' ? response : null;
  const underWay = failed ? pressed : (response?.answer ?? pressed);
  const open = canRespond && invitation.id !== null && invitation.status === 'pending';

  return (
    <li class="invite" aria-busy={underWay !== null}>
      <Avatar id={invitation.organizationId} name={name} />
      <div class="invite-body">
        <InviteFacts invitation={invitation} name={name} nowMs={nowMs} />
        <CautionList cautions={cautionsOf(invitation)} />
        {failed && !pressed && (
          <ResponseFailure entry={failed} name={name} nowMs={nowMs} onDismiss={onDismiss} />
        )}
        <div class="answer">
          {underWay ? (
            <RespondingNote answer={underWay} entry={response} nowMs={nowMs} />
          ) : (
            <InviteActions
              name={name}
              timeLeft={<TimeLeft invitation={invitation} nowMs={nowMs} />}
              onRespond={
                open
                  ? (answer) => {
                      setPressed(answer);
                      onRespond(answer);
                    }
                  : null
              }
            />
          )}
        </div>
        {invitation.id === null && <p class="hint">{i18n.t('row.noId')}</p>}
      </div>
    </li>
  );
}
