import { testTimes } from './times';

testTimes('chromium');
