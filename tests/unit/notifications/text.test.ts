import { expect, it } from 'vitest';
import { inviteRows } from '@/lib/domain/rows';
import { notificationText } from '@/lib/worker/notification-text';
import { connection, known, nowMs, stateOf } from '../domain/make';
import { isolated } from '../support/notification-stage';

const hebrew = 'חברה בע"מ (2)';

const textOf = (...names: (string | null)[]) => {
  const invitations = names.map((organizationName, i) =>
    known({ id: `i${i}`, organizationName, invitedBy: hebrew, expiresAtMs: null }),
  );
  const connections = [connection({ name: 'مكتب' })];
  return notificationText('fresh', inviteRows(stateOf(invitations, { connections }), nowMs), true);
};

it('a notification isolates each name from the direction of the sentence', () => {
  expect(textOf(hebrew)).toEqual({
    title: `New invitation to ${isolated(hebrew)}`,
    message: `Invited by ${isolated(hebrew)}\nFor ${isolated('مكتب')}`,
  });
});

it('a shared notification isolates each name, and has a text for an account without one', () => {
  expect(textOf(hebrew, 'Acme', null, 'Globex').message).toBe(
    `${isolated(hebrew)}, ${isolated('Acme')}, Unnamed account, and 1 more`,
  );
});
