/** Opens Portside's walkthrough in a folder that was never opened before: after a reload, what was open is restored. */
const { commands } = require('vscode');

const walkthrough = 'portside.portside#firstSteps';

exports.activate = async ({ workspaceState }) => {
  if (workspaceState.get(walkthrough)) return;
  await workspaceState.update(walkthrough, true);
  await commands.executeCommand('workbench.action.openWalkthrough', walkthrough);
};
