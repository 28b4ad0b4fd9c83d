import { setStage } from '../stage';
import { useStage } from '../use-stage';
import { testADay } from './a-day';

testADay(useStage(setStage));
