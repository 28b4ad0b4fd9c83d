import { isLocked } from '@/lib/domain/lock';
import { pendingCount, type State } from '@/lib/domain/state';
import { i18n } from '@/lib/i18n';
import { failureText } from '../shared/failure-text';

/** The progress of a check that the user started. */
export type Check = 'none' | 'under-way' | 'done';

interface CheckNowProps {
  state: State;
  nowMs: number;
  check: Check;
  onCheck(): void;
}

/** Checks all logins, and shows the progress and the result beside the button. */
export function CheckNow({ state, nowMs, check, onCheck }: CheckNowProps) {
  const isUnderWay = check === 'under-way';
  return (
    <>
      {/* Not disabled during a check, so that it keeps the focus. */}
      <button
        type="button"
        class="button"
        aria-disabled={isUnderWay}
        onClick={() => {
          if (!isUnderWay) onCheck();
        }}
      >
        {i18n.t('options.checkNow')}
      </button>
      {/* Always rendered, so that screen readers announce its text when it appears. */}
      <p class="hint" role="status">
        {isUnderWay && i18n.t('options.checkingNow')}
        {check === 'done' && resultText(state, nowMs)}
      </p>
    </>
  );
}

/** The result of the check; locked logins were not checked. */
function resultText(state: State, nowMs: number): string | null {
  const connections = state.connections.filter((connection) => !isLocked(state, connection));
  if (connections.length === 0) return i18n.t('failure.locked.title');
  const failures = connections.flatMap(({ id }) => state.polls[id]?.failure ?? []);
  if (failures.length > 0)
    return [...new Set(failures.map((one) => failureText(one, nowMs).title))].join(' · ');
  return i18n.t('options.checked', pendingCount({ ...state, connections }, nowMs));
}
