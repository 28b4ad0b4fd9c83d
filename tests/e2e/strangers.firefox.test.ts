import { testStrangers } from './strangers';

testStrangers('firefox');
