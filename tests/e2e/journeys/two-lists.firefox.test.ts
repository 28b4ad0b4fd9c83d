import { launchFirefox } from '../../harness/firefox';
import { stageWith } from '../stage';
import { useStage } from '../use-stage';
import { testTwoLists } from './two-lists';

testTwoLists(useStage(() => stageWith((api) => launchFirefox({ api }))));
