import { describe } from 'vitest';
import { testNotificationsForbidden, testOrganization } from './organization';

// Elsewhere policies come from the registry or from a device's management, which a test should not touch.
describe.runIf(process.platform === 'linux')('an organization on Linux', () => {
  describe('that sets everything', () => testOrganization('chromium'));
  describe('that forbids notifications', testNotificationsForbidden);
});
