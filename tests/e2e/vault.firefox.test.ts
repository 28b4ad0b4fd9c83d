import { testVault } from './vault';

testVault('firefox');
