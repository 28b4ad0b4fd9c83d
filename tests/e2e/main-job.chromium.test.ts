import { testMainJob } from './main-job';

testMainJob('chromium');
