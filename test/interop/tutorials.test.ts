import { EngineEndpoints } from '../support/engineEndpoints.ts';
import { describeTutorialRows } from '../support/tutorialRows.ts';

describe('tutorial programs and the engine', () => {
  const endpoints = new EngineEndpoints();
  after(() => endpoints.dispose());
  describeTutorialRows(config => endpoints.open(config));
});
