import { describe } from 'vitest';
import { testOrganization } from './organization';

// Elsewhere policies come from the registry or from a device's management, which a test should not touch.
describe.runIf(process.platform === 'linux')('an organization on Linux', () => testOrganization('firefox'));
