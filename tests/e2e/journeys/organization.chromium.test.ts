import { describe } from 'vitest';
import { testNotificationsForbidden, testOrganization } from './organization';

// On other systems policies come from the registry or device management, which a test should not touch.
describe.runIf(process.platform === 'linux')('an organization on Linux', () => {
  describe('that sets everything', () => testOrganization('chromium'));
  describe('that forbids notifications', testNotificationsForbidden);
});
