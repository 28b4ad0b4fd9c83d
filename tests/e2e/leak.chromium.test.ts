import { testLeaks } from './leak';

testLeaks('chromium');
