import { testExits } from './exits';

testExits('chromium');
