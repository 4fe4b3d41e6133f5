/** The Connections view as a screen reader reads it, since the fake VS Code draws no trees. */
import { workbenchState } from './workbenchState.ts';

/** Labels of the rows at the top level: endpoints, then saved ones. */
export async function treeLabels(): Promise<string[]> {
  const provider = workbenchState.state.trees.get('portside.connections');
  const labels: string[] = [];
  for (const node of (await provider?.getChildren()) ?? []) {
    const item = await provider?.getTreeItem(node);
    labels.push(item?.accessibilityInformation?.label ?? String(item?.label));
  }
  return labels;
}
