import { testStrangers } from './strangers';

testStrangers('chromium');
