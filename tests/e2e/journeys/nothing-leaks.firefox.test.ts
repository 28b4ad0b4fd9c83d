import { setStageIn } from '../stage';
import { testExits } from './exits';
import { useOutside } from './outside';
import { testStrangers } from './strangers';

const outside = useOutside(() => setStageIn('firefox'));

testExits(outside);
testStrangers('firefox', outside);
