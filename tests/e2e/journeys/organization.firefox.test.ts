import { describe } from 'vitest';
import { testOrganization } from './organization';

// On other systems policies come from the registry or device management, which a test should not touch.
describe.runIf(process.platform === 'linux')('an organization on Linux', () => testOrganization('firefox'));
