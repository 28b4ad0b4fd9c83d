import { useState } from 'preact/hooks';
import { type Failure, isFinal } from '@/lib/domain/failure';
import type { Answer } from '@/lib/domain/invitation-record';
import { isCancellable } from '@/lib/domain/outbox';
import { type InviteRow, isJustAccepted, type Wait } from '@/lib/domain/rows';
import { i18n } from '@/lib/i18n';
import type { Place } from '../shared/long-list';
import { DashboardLink } from '../shared/outside-link';
import { Avatar } from './avatar';
import { CautionList } from './caution-list';
import { InvitationActions } from './invitation-actions';
import { InvitationDetails } from './invitation-details';
import { Login, Origin, Roles, TimeLeft, TrustedWaits, TwoFactor } from './invitation-facts';
import { nameOf } from './name-list';
import { ResponseFailure, UnderWay, WaitingNote } from './response-note';
import { RowName } from './row-name';
import { useEscape } from './use-escape';
import { isCautioned } from './use-selection';

export interface InvitationRowProps {
  row: InviteRow;
  nowMs: number;
  place: Place;
  /** What became of it, if it is no longer open and only keeps its place; else null. */
  settled: string | null;
  /** Whether it can be answered here and now. */
  answerable: boolean;
  /** Why it has no buttons, if the user can change that; else null. */
  obstacle: string | null;
  hideReject: boolean;
  /** Whether to say which login was invited. */
  withLogin: boolean;
  /** Why a response under way waits, and until when (epoch ms); null if it does not. */
  wait: Wait | null;
  /** Null while nothing is being selected. */
  selected: boolean | null;
  /** Why the answer that the user pressed a key for cannot be given. */
  refusal: string | null;
  /** Resolves to whether the browser stored it. */
  onRespond(answer: Answer): Promise<boolean>;
  /** Tries waiting responses now. */
  onTry(): void;
  /** Takes back a response that cannot have had an effect yet. */
  onTakeBack(): void;
  onDismiss(): void;
  onDetails(): Promise<Failure | null>;
  /** Shows only the invitations of this login. */
  onLogin?(connectionId: string): void;
}

/** One invitation: who sent it, what for, when it expires, and the buttons to answer it. */
export function InvitationRow(props: InvitationRowProps) {
  const { row, nowMs, answerable, selected, onRespond, onDismiss } = props;
  const { invitation, response } = row;
  const name = nameOf(row);
  const [open, setOpen] = useState(false);
  useEscape('details', open, () => setOpen(false));
  // Until the browser has stored the press, nothing is under way, and another press does nothing.
  const [storing, setStoring] = useState(false);
  const [notSaved, setNotSaved] = useState(false);
  const failed = response?.phase === 'failed' && !row.pressed ? response : null;
  const underWay = row.pressed ?? (failed ? null : response?.answer) ?? null;
  const timeLeft = <TimeLeft invitation={invitation} nowMs={row.nowMs} />;
  const respond = async (answer: Answer) => {
    if (storing) return;
    setStoring(true);
    setNotSaved(!(await onRespond(answer)));
    setStoring(false);
  };

  return (
    <li
      class={props.settled === null ? 'invite' : 'invite settled'}
      aria-busy={underWay && row.hold?.kind !== 'trusted' ? true : undefined}
      aria-posinset={props.place.at}
      aria-setsize={props.place.of}
      tabIndex={-1}
    >
      {selected === null ? (
        <Avatar id={invitation.organizationId} name={name} />
      ) : (
        <input
          type="checkbox"
          class="select"
          checked={selected}
          disabled={!answerable}
          aria-label={i18n.t('select.one', [name])}
        />
      )}
      <div class="invite-body">
        <RowName name={name} open={open} selecting={selected !== null} onOpen={setOpen} />
        {props.withLogin && (
          <Login connection={row.connection} onLogin={selected === null ? props.onLogin : undefined} />
        )}
        <Origin invitation={invitation} nowMs={row.nowMs} />
        <Roles roles={invitation.roles} />
        {invitation.enforcesTwoFactor && (
          <TwoFactor hasTwoFactor={invitation.status === 'pending' ? row.connection.hasTwoFactor : null} />
        )}
        <CautionList cautions={invitation.cautions} />
        {invitation.status === 'pending' && !underWay && <TrustedWaits unasked={invitation.unasked} />}
        {open && <InvitationDetails row={row} nowMs={nowMs} onDetails={props.onDetails} />}
        {notSaved && (
          <p class="field-error" role="alert">
            {i18n.t('failure.notSaved.title')}
          </p>
        )}
        {props.refusal && (
          <p class="hint" role="alert">
            {props.refusal}
          </p>
        )}
        {failed && (
          <ResponseFailure
            entry={failed}
            name={name}
            nowMs={nowMs}
            onRetry={answerable && selected === null ? () => respond(failed.answer) : null}
            onDismiss={onDismiss}
          />
        )}
        <div class="answer">
          {props.settled !== null ? (
            <p class="responding">{props.settled}</p>
          ) : isJustAccepted(row) ? (
            <p class="responding joined">
              {i18n.t('past.accepted')} <DashboardLink organizationId={invitation.organizationId} />
            </p>
          ) : underWay ? (
            props.wait && row.hold?.kind !== 'trusted' ? (
              <WaitingNote
                answer={underWay}
                name={name}
                wait={props.wait}
                nowMs={nowMs}
                onTry={props.onTry}
                onTakeBack={row.pressed || (response && isCancellable(response)) ? props.onTakeBack : null}
              />
            ) : (
              <UnderWay
                id={row.key}
                answer={underWay}
                name={name}
                hold={row.hold}
                wait={props.wait}
                timeLeft={timeLeft}
                nowMs={nowMs}
                onUndo={props.onTakeBack}
              />
            )
          ) : (
            <>
              <InvitationActions
                name={name}
                hideReject={props.hideReject}
                timeLeft={failed && isFinal(failed.failure) ? null : timeLeft}
                isCautioned={isCautioned(row)}
                onRespond={answerable && selected === null ? respond : null}
              />
              {props.obstacle && !props.refusal && <span class="hint">{props.obstacle}</span>}
            </>
          )}
        </div>
        {invitation.routes.length === 0 && invitation.status === 'pending' && (
          <p class="hint">{i18n.t('row.noId')}</p>
        )}
      </div>
    </li>
  );
}
