import { screen } from '@testing-library/preact';
import { expect, it } from 'vitest';
import { nowMs } from '../domain/make';
import { showDiagnostics } from './options-pages';

it('the diagnostics begin with the versions of the extension and the browser', () => {
  showDiagnostics({
    versions: ['Invites for Cloudflare 1.2.3', 'Browser/4.5'],
    log: [{ atMs: nowMs, text: 'disconnect' }],
  });
  const { value } = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Diagnostics' });
  expect(value.split('\n')).toEqual([
    'Invites for Cloudflare 1.2.3',
    'Browser/4.5',
    '2026-03-01T12:00:00.000Z  disconnect',
  ]);
});
