import { screen } from '@testing-library/preact';
import { expect, it } from 'vitest';
import { showNotificationSettings } from './options-pages';

const none = 'Both times are the same, so there are no quiet hours.';

it('equal times are said to mean no quiet hours', () => {
  showNotificationSettings({ from: 480, to: 480 });
  screen.getByText(none);
});

it('other times need no explanation', () => {
  showNotificationSettings({ from: 480, to: 481 });
  expect(screen.queryByText(none)).toBeNull();
});
