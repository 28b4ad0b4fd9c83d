import { testTimes } from './times';

testTimes('firefox');
