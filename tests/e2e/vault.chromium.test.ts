import { testVault } from './vault';

testVault('chromium');
