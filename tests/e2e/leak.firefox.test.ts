import { testLeaks } from './leak';

testLeaks('firefox');
