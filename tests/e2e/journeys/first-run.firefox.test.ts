import { setStageIn } from '../stage';
import { useStage } from '../use-stage';
import { testFirstRun } from './first-run';

testFirstRun(useStage(() => setStageIn('firefox')));
