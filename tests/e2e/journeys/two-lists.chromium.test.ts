import { setStage } from '../stage';
import { useStage } from '../use-stage';
import { testTwoLists } from './two-lists';

testTwoLists(useStage(setStage));
