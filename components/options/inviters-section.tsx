import { useId } from 'preact/hooks';
import type { Connection } from '@/lib/domain/connection';
import { graceTimes, type InviterList, type Inviters } from '@/lib/domain/inviters';
import type { Policy } from '@/lib/domain/settings';
import { i18n } from '@/lib/i18n';
import { connectionName } from '../shared/labels';
import { InviterForm } from './inviter-form';
import { minutesText } from './minutes';
import { SetByOrganization } from './policy-note';

/** The callbacks that change a login's inviters. */
export interface InviterChanges {
  /** Resolves to whether it was saved. */
  onInviters(
    connectionId: string,
    list: InviterList,
    change: { add?: string[]; remove?: string[] },
  ): Promise<boolean>;
  onGrace(connectionId: string, minutes: Inviters['graceMinutes']): void;
}

interface InvitersSectionProps extends InviterChanges {
  connection: Connection;
  policy: Policy;
}

/** The inviters that a login trusts, and those that it does not notify about. Closed at first. */
export function InvitersSection({ connection, policy, onInviters, onGrace }: InvitersSectionProps) {
  const { id, inviters } = connection;
  const ofOrganization = policy.trustedInviters;
  const trusted = ofOrganization ?? inviters.trusted;
  const counts = [
    trusted.length > 0 && i18n.t('options.trustedCount', [String(trusted.length)]),
    inviters.quiet.length > 0 && i18n.t('options.quietCount', [String(inviters.quiet.length)]),
  ].filter(Boolean);
  return (
    <details class="inviters">
      <summary>
        {i18n.t('options.inviters')}
        <span class="unseen"> {connectionName(connection)}</span>
        {counts.length > 0 && <span class="hint"> · {counts.join(' · ')}</span>}
      </summary>
      <InviterForm
        list="trusted"
        inviters={trusted}
        others={inviters.quiet}
        fixed={ofOrganization && <SetByOrganization />}
        onChange={(change) => onInviters(id, 'trusted', change)}
      >
        <p class="hint">
          {ofOrganization?.length === 0
            ? i18n.t('policy.noTrusted')
            : i18n.t('options.trustedHint', [minutesText(inviters.graceMinutes)])}
        </p>
      </InviterForm>
      {trusted.length > 0 && (
        <Grace minutes={inviters.graceMinutes} onChange={(minutes) => onGrace(id, minutes)} />
      )}
      <InviterForm
        list="quiet"
        inviters={inviters.quiet}
        others={trusted}
        fixed={null}
        onChange={(change) => onInviters(id, 'quiet', change)}
      >
        <p class="hint">{i18n.t('options.quietInvitersHint')}</p>
      </InviterForm>
    </details>
  );
}

interface GraceProps {
  minutes: Inviters['graceMinutes'];
  onChange(minutes: Inviters['graceMinutes']): void;
}

/** How long an invitation from a trusted inviter can be stopped. */
function Grace({ minutes, onChange }: GraceProps) {
  const id = useId();
  return (
    <div>
      <div class="setting">
        <label for={id}>{i18n.t('options.grace')}</label>
        <select
          id={id}
          value={minutes}
          aria-describedby={`${id}-hint`}
          onChange={(event) => {
            const chosen = graceTimes.find((time) => String(time) === event.currentTarget.value);
            if (chosen) onChange(chosen);
          }}
        >
          {graceTimes.map((time) => (
            <option key={time} value={time}>
              {minutesText(time)}
            </option>
          ))}
        </select>
      </div>
      <p class="hint" id={`${id}-hint`}>
        {i18n.t('options.graceHint')}
      </p>
    </div>
  );
}
