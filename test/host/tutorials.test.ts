import { describeTutorialRows } from '../support/tutorialRows.ts';
import { openByApi } from './apiEndpoints.ts';

describe('tutorial programs and the API', () => {
  describeTutorialRows(openByApi);
});
