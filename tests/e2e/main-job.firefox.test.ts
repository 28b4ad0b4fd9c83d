import { testMainJob } from './main-job';

testMainJob('firefox');
